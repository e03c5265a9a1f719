import { z } from 'zod';
import { redriveDeadLetters as redrive } from '../../core/dead-letters/change-dead-letters.ts';
import type { Handle } from '../operation.ts';
import { parseBody, readJson } from '../read-json.ts';
import { NoQuery, readQuery } from '../read-query.ts';
import { changeDeadLetters } from './change-dead-letters.ts';
import { DeadLetterIds, LEFT } from './dead-letter-ids.ts';

export const AllDeadLetters = z.strictObject({ all: z.literal(true) }).meta({ id: 'AllDeadLetters' });

export const RedrivenDeadLetters = z
  .object({ redriven: z.int().describe('How many were sent back.'), ...LEFT })
  .meta({ id: 'RedrivenDeadLetters' });

export const handle: Handle<'/dead-letters/redrive'> = async (c) => {
  readQuery(c, NoQuery);
  const body = await readJson(c);
  const choice = isAll(body) ? chooseAll(body) : parseBody(DeadLetterIds, body).ids;
  const { count, ...left } = await changeDeadLetters(c, choice, {
    message: 'dead letters redriven',
    run: redrive,
  });
  return c.json({ redriven: count, ...left });
};

function isAll(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'all' in body;
}

function chooseAll(body: unknown): 'all' {
  parseBody(AllDeadLetters, body);
  return 'all';
}
