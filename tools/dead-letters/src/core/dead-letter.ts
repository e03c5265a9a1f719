import { z } from 'zod';

/** A message that could not be saved. */
export interface DeadLetter {
  /** Its id in the dead-letter queue. */
  readonly id: string;
  readonly body: string;
  /** Its own, without those that the worker added. */
  readonly attributes: Readonly<Record<string, LetterAttribute>>;
  /** When it was put into the queue it is in; where the product queue moved it here, into that one. */
  readonly sentAt: Date;
  /** Why it is here; absent where it ran out of deliveries, because then the queue moved it as it was. */
  readonly failure?: { readonly code: string; readonly reason: string };
  /** Its id in the product queue, as the worker's log has it. */
  readonly originalId?: string;
  /** What it is about, as far as that can be read. */
  readonly item: ItemOfLetter;
}

export interface LetterAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

const text = z.string().optional().catch(undefined);

/** The message's body as far as it can be read: whatever is wrong with it may be why it is here. */
const ItemOfLetter = z
  .object({
    submissionId: text,
    index: z.number().optional().catch(undefined),
    product: z.object({ sku: text, name: text }).optional().catch(undefined),
  })
  .catch({})
  .transform(({ submissionId, index, product }) => ({ submissionId, index, ...product }));
export type ItemOfLetter = z.infer<typeof ItemOfLetter>;

export function readItem(body: string): ItemOfLetter {
  try {
    return ItemOfLetter.parse(JSON.parse(body));
  } catch {
    return ItemOfLetter.parse({});
  }
}
