import type { SubmissionId, SubmissionRecord } from '@async-catalog/product-schema';
import type { Delivery } from './delivery.ts';
import type { Failure } from './failure.ts';
import type { Save } from './product-store.ts';
import type { Origin } from './read-message.ts';

/** What operators see. Everything that happens is told once, when it happens, by the one that knows. */
export interface Journal {
  forRecord(delivery: Delivery, origin: Origin & { readonly productId?: string }): RecordJournal;
  reportWritten(submission: Pick<SubmissionRecord, 'id' | 'requestId' | 'traceparent'>): void;
  /** Nobody waits for what was not settled: there is no such submission or item. */
  submissionUnknown(submissionId: SubmissionId): void;
  hidingFailed(cause: unknown): void;
}

/** What becomes of one record; every line names it, and the request that it came from. */
export interface RecordJournal {
  saved(save: Save, latencyMs: number): void;
  failed(failure: Failure): void;
  handedBack(cause: unknown): void;
  /** Its last delivery is over, and nobody could be told what became of it. */
  sentAgain(cause: unknown): void;
}
