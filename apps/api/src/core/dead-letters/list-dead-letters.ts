import { forChosen } from '@async-catalog/dead-letters';
import { z } from 'zod';
import type { DeadLetters } from '../ports.ts';
import { ListedDeadLetter, toListedDeadLetter } from './listed-dead-letter.ts';

/**
 * Bytes of the listed dead letters: 2.5 MiB. The largest one (1 MiB) takes up to 2 MiB as JSON. Lambda answers up to 6 MB, and holds the answer as a
 * JSON string, in which it can double: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_LIST_BYTES = 2.5 * 1024 * 1024;

export const DeadLetterList = z
  .object({
    asOf: z.iso.datetime().describe('When the queue was read.'),
    count: z
      .int()
      .describe(
        'About how many the queue holds, with those that are hidden: SQS counts approximately, and up to a minute late.',
      ),
    items: z.array(ListedDeadLetter).describe('In no order.'),
    more: z.boolean().describe('Whether there may be others than these.'),
  })
  .meta({ id: 'DeadLetterList' });
export type DeadLetterList = z.infer<typeof DeadLetterList>;

/** Lists dead letters up to the limit, and leaves them in the queue. */
export async function listDeadLetters(
  deadLetters: DeadLetters,
  { limit, asOf, signal }: { readonly limit: number; readonly asOf: Date; readonly signal: AbortSignal },
): Promise<DeadLetterList> {
  const count = await deadLetters.count();
  const items: ListedDeadLetter[] = [];
  const full = new AbortController();
  let bytes = 0;
  const search = { choice: 'all', atMost: limit, signal: AbortSignal.any([signal, full.signal]) } as const;
  const { sawAll } = await forChosen(deadLetters, search, async ({ deadLetter }) => {
    const item = toListedDeadLetter(deadLetter);
    bytes += new TextEncoder().encode(JSON.stringify(item)).byteLength;
    if (bytes > MAX_LIST_BYTES) {
      full.abort();
    } else {
      items.push(item);
    }
    return 'stays';
  });
  return { asOf: asOf.toISOString(), count, items, more: !sawAll || count > items.length };
}
