import { z } from 'zod';

/** A message that could not be saved. */
export interface DeadLetter {
  /** Its id in the dead-letter queue. */
  readonly id: string;
  readonly body: string;
  /** Its attributes, those of an earlier failure among them, which the worker ignores and overwrites. */
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /**
   * Time at which the worker sent its copy or, if SQS moved the message, at which the message was first sent.
   */
  readonly sentAt: Date;
  /** The reason that the worker gave; absent where SQS moved the message after its last delivery. */
  readonly failure?: { readonly code: string; readonly reason: string };
  /** Its id in the queue that it failed in, which the worker logs. */
  readonly originalId?: string;
  /** The item in the message, as far as it can be read. */
  readonly item: DeadItem;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

const text = z.string().optional().catch(undefined);

/** Readable parts of the body. An error in the body can be the reason that it was dead-lettered. */
const DeadItem = z
  .object({
    submissionId: text,
    index: z.int().min(0).optional().catch(undefined),
    product: z.object({ sku: text, name: text }).optional().catch(undefined),
  })
  .catch({})
  .transform(({ submissionId, index, product }) => ({ submissionId, index, ...product }));
export type DeadItem = z.infer<typeof DeadItem>;

export function readItem(body: string): DeadItem {
  try {
    return DeadItem.parse(JSON.parse(body));
  } catch {
    return DeadItem.parse({});
  }
}
