import { z } from 'zod';

/** SQS's ids have up to 100 characters: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
const Id = z.string().min(1).max(100);

export const DeadLetterIds = z
  .strictObject({ ids: z.array(Id).min(1).max(100).describe('`id` of each, as listed.') })
  .meta({ id: 'DeadLetterIds' });

/** Fields of an answer that say what was not done. */
export const LEFT = {
  notFound: z
    .array(z.string())
    .describe(
      'Ids that were not found: they have left the queue, another request has received them, or the search ended before.',
    ),
  more: z
    .boolean()
    .describe('Whether the search ended before it saw all that was asked for: repeat the request.'),
};
