import { z } from 'zod';
import { listDeadLetters as list } from '../../core/dead-letters/list-dead-letters.ts';
import type { Handle } from '../operation.ts';
import { PageQuery, readQuery } from '../read-query.ts';
import { searchSignal } from './search-signal.ts';

export const ListDeadLettersQuery = z.strictObject({
  limit: PageQuery.shape.limit.unwrap().default(100).describe('Messages that are listed at most.'),
});

export const handle: Handle<'/dead-letters'> = async (c) => {
  const { limit } = readQuery(c, ListDeadLettersQuery);
  const { deadLetters, now } = c.var.deps;
  return c.json(await list(deadLetters, { limit, asOf: now(), signal: searchSignal(c) }));
};
