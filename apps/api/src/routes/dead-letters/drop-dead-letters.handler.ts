import { z } from 'zod';
import { dropDeadLetters as drop } from '../../core/dead-letters/change-dead-letters.ts';
import type { Handle } from '../operation.ts';
import { parseBody, readJson } from '../read-json.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { changeDeadLetters } from './change-dead-letters.ts';
import { DeadLetterIds, LEFT } from './dead-letter-ids.ts';

export const DroppedDeadLetters = z
  .object({ dropped: z.int().describe('How many were deleted.'), ...LEFT })
  .meta({ id: 'DroppedDeadLetters' });

export const handle: Handle<'/dead-letters/drop'> = async (c) => {
  readQuery(c, NoQuery);
  const { ids } = parseBody(DeadLetterIds, await readJson(c));
  const { count, ...left } = await changeDeadLetters(c, ids, {
    message: 'dead letters dropped',
    run: drop,
  });
  return c.json({ dropped: count, ...left });
};
