import type {
  ItemResult,
  Outcome,
  ProductId,
  RejectedItem,
  ReportPart,
  Failure as StoredFailure,
  SubmissionId,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';
import type { ReportFormat } from '@async-catalog/report-builder';
import type { Failure } from './errors.ts';
import type { Item, Origin } from './read/read-message.ts';

/** Everything that handling a batch needs from outside. */
export interface HandleBatchDeps {
  readonly products: ProductStore;
  readonly submissions: SubmissionStore;
  readonly reports: ReportStore;
  readonly telemetry: WorkerTelemetry;
  /** Whether a failure passes without anything being repaired: an outage, throttling, a lost connection. */
  readonly isTransient: (cause: unknown) => boolean;
  readonly now: () => Date;
}

/**
 * The effect of saving an item.
 * - `created`, `updated`: the product is now as the item says. `version` is 1, or more.
 * - `repeated`: this very item was saved before, by an earlier delivery or by a write whose answer was lost.
 * - `superseded`: the product is already newer; nothing was written.
 */
export type Save =
  | { readonly kind: 'created' | 'updated' | 'repeated'; readonly version: number }
  | { readonly kind: 'superseded' };

export interface ProductStore {
  /** @throws {PermanentError} when the store can never take this product. */
  save(item: Item): Promise<Save>;
}

/** Outcomes that one invocation found for items of one submission. */
export interface Settlement {
  readonly submissionId: SubmissionId;
  /** Item numbers, each one under one outcome. */
  readonly outcomes: Readonly<Record<Outcome, readonly number[]>>;
  /** Reasons of failed items, by item number. */
  readonly failures: Readonly<Record<number, StoredFailure>>;
  /**
   * Makes the record where there is none; an existing record must have the same total and caller. Absent when
   * a message can't be read: its item is then settled only if the submission is known and the item was
   * accepted.
   */
  readonly base?:
    | (Pick<SubmissionRecord, 'total' | 'caller' | 'requestId' | 'createdAt' | 'deadlineAt' | 'expiresAt'> & {
        readonly traceparent?: string;
      })
    | undefined;
}

export interface SubmissionStore {
  /**
   * Adds outcomes. Resolves to `undefined` if there is no such submission or item; a repeat only counts
   * another settlement.
   */
  settle(settlement: Settlement): Promise<SubmissionRecord | undefined>;

  /**
   * Records that the report was built after this number of settlements. Resolves to `undefined` if there was
   * another one since, so that the report is stale.
   */
  markReported(report: {
    readonly submissionId: SubmissionId;
    readonly settlements: number;
    readonly completedAt: Timestamp;
  }): Promise<SubmissionRecord | undefined>;

  /** Reads the record as it is now, with every earlier write. */
  find(submissionId: SubmissionId): Promise<SubmissionRecord | undefined>;
}

export interface ReportStore {
  /** Keeps a part. Part ids sort by time: of two parts, the later one is read later. */
  putPart(submissionId: SubmissionId, partId: string, part: ReportPart): Promise<void>;

  /** Reads the results in all parts of a submission, oldest part first. */
  results(submissionId: SubmissionId): AsyncIterable<ItemResult>;

  /** Reads what intake refused. Call it only when the record counts rejected items. */
  rejectedItems(submissionId: SubmissionId): Promise<RejectedItem[]>;

  putReport(submissionId: SubmissionId, format: ReportFormat, document: string): Promise<void>;

  /** Keeps the text report of a submission of one product under the product's own id. */
  putProductReport(productId: ProductId, text: string): Promise<void>;
}

/** Metrics and log lines. Each event is reported once, when it happens. */
export interface WorkerTelemetry {
  /**
   * Reports all saves of an invocation at once: a line for each product would be most of what the logs cost.
   */
  saved(items: readonly SavedItem[]): void;
  reportWritten(submission: SubmissionRecord): void;
  /** Reports that nothing was settled, because there is no such submission or item. */
  submissionUnknown(submissionId: SubmissionId): void;
  delayFailed(cause: unknown): void;
  /** Names the record, and the request that it came from, on every line. */
  addContext(
    record: { readonly messageId: string; readonly receiveCount: number },
    origin: Origin,
  ): {
    failed(failure: Failure): void;
    returnedToQueue(cause: unknown): void;
    requeued(cause: unknown): void;
  };
}

export interface SavedItem {
  readonly item: Item;
  readonly save: Save;
  /** Time from acceptance to save. */
  readonly latencyMs: number;
}
