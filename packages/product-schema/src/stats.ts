import { z } from 'zod';
import { FAILURE_CODES } from './failure-code.ts';
import { STATS_QUEUES } from './stats-queues.ts';
import { Timestamp } from './timestamp.ts';

const count = z.int().min(0);

const SavedInMinute = z.object({ at: Timestamp.describe('Beginning of the minute.'), count });

const FailedByCode = z.object({ code: z.enum(FAILURE_CODES), count });

const QueueStats = z.object({
  name: z
    .enum(STATS_QUEUES)
    .describe(
      '`product-queue`: items of small submissions. `product-bulk-queue`: those of large ones. `import-queue`: steps of imports.',
    ),
  waiting: count.describe('Messages that can be received, approximately.'),
  inFlight: count.describe('Messages that were received and are not deleted yet, approximately.'),
  delayed: count.describe('Messages that were sent with a delay that is not over, approximately.'),
  oldestMessage: z
    .object({
      ageSeconds: z.number().min(0),
      at: Timestamp.describe('Beginning of the minute in which it had that age.'),
    })
    .optional()
    .describe(
      'The oldest message, from the newest metric of the last five minutes; left out where there is none.',
    ),
});

/** The present work of the service, for operators. */
export const Stats = z
  .object({
    asOf: Timestamp.describe('When the numbers were read.'),
    savedPerMinute: z
      .array(SavedInMinute)
      .length(60)
      .describe('Products saved in each of 60 minutes, oldest first. The last one is the present minute.'),
    failedLastHour: z
      .array(FailedByCode)
      .describe('Accepted items that failed in these 60 minutes, by code, most first.'),
    queues: z.array(QueueStats),
    deadLetters: z
      .object({ products: count, imports: count })
      .describe('Messages in the dead-letter queues, approximately.'),
  })
  .meta({ id: 'Stats' });
export type Stats = z.infer<typeof Stats>;
