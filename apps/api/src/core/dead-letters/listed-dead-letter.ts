import type { DeadLetter } from '@async-catalog/dead-letters';
import { z } from 'zod';

/** Characters of a name, an SKU or a submission’s id: a message can hold anything. */
const MAX_TEXT = 255;

/** A dead letter, as operators see it. */
export const ListedDeadLetter = z
  .object({
    id: z.string().describe('Its id in the dead-letter queue.'),
    sentAt: z.iso
      .datetime()
      .describe(
        'When it was copied here; without a `code`, when it was first sent to the queue that it comes from.',
      ),
    code: z
      .string()
      .optional()
      .describe(
        'Why it was given up. Absent where SQS moved it, because the worker was cut off on every delivery.',
      ),
    reason: z.string().optional(),
    submissionId: z
      .string()
      .optional()
      .describe('Of the body, as far as it can be read; so are the next three.'),
    index: z.int().optional(),
    sku: z.string().optional(),
    name: z.string().optional(),
    originalId: z
      .string()
      .optional()
      .describe('Its id in the queue that it comes from, which the worker logs.'),
    body: z.string().describe('The message, as it was sent: JSON, unless this is what is wrong with it.'),
  })
  .meta({ id: 'DeadLetter' });
export type ListedDeadLetter = z.infer<typeof ListedDeadLetter>;

export function toListedDeadLetter({
  id,
  sentAt,
  failure,
  originalId,
  item,
  body,
}: DeadLetter): ListedDeadLetter {
  const { submissionId, index, sku, name } = item;
  return {
    id,
    sentAt: sentAt.toISOString(),
    ...failure,
    submissionId: shorten(submissionId),
    index,
    sku: shorten(sku),
    name: shorten(name),
    originalId,
    body,
  };
}

function shorten(text: string | undefined): string | undefined {
  return text?.slice(0, MAX_TEXT).toWellFormed();
}
