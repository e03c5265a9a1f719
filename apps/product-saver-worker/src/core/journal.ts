import type { SubmissionId, SubmissionRecord } from '@async-catalog/product-schema';
import type { Delivery } from './delivery.ts';
import type { Failure } from './failure.ts';
import type { Item } from './item.ts';
import type { Save } from './product-store.ts';
import type { Origin } from './read-message.ts';

/** What operators see. Everything that happens is told once, when it happens, by the one that knows. */
export interface Journal {
  /** Of one invocation, all at once: a line for each product would be most of what the catalog's logs cost. */
  saved(items: readonly SavedItem[]): void;
  forRecord(delivery: Delivery, origin: Origin & { readonly productId?: string }): RecordJournal;
  reportWritten(submission: Pick<SubmissionRecord, 'id' | 'requestId' | 'traceparent'>): void;
  /** Nobody waits for what was not settled: there is no such submission or item. */
  submissionUnknown(submissionId: SubmissionId): void;
  hidingFailed(cause: unknown): void;
}

export interface SavedItem {
  readonly item: Pick<Item, 'submissionId' | 'index' | 'requestId' | 'traceparent'>;
  readonly save: Save;
  /** From its acceptance to its save. */
  readonly latencyMs: number;
}

/** What becomes of one record that isn't saved; every line names it, and the request that it came from. */
export interface RecordJournal {
  failed(failure: Failure): void;
  handedBack(cause: unknown): void;
  /** Its last delivery is over, and nobody could be told what became of it. */
  sentAgain(cause: unknown): void;
}
