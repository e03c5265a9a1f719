import type { Item, VisibleProduct } from '@async-catalog/product-operations';
import type {
  ChunkResult,
  ImportId,
  ImportRecord,
  ItemResult,
  Outcome,
  ProductChange,
  ProductId,
  RejectedItem,
  ReportBlocks,
  ReportPart,
  SubmissionId,
  SubmissionRecord,
  Timestamp,
} from '@async-catalog/product-schema';
import type { ReportLayout } from '@async-catalog/report-builder';
import type { Failure } from './errors.ts';
import type { Origin } from './read/read-message.ts';

/** Everything that handling a batch needs from outside. */
export interface HandleBatchDeps {
  readonly products: ProductStore;
  readonly submissions: SubmissionStore;
  readonly reports: ReportStore;
  readonly imports: ImportStore;
  readonly importQueue: ImportQueue;
  readonly telemetry: WorkerTelemetry;
  /** Whether a write failed because the store got too many at once. */
  readonly isThrottled: (cause: unknown) => boolean;
  readonly now: () => Date;
}

// Each call rejects when its signal aborts. Even then it may have had its effect.

/**
 * The effect of saving an item.
 * - `created`, `updated`, `unchanged`, `deleted`: what the item says was applied, with the product before and after it.
 * - `repeated`: this very item was saved before, by an earlier delivery or by a write whose answer was lost.
 * - `superseded`: newer operations have set all that this one would; `by` is one of them, with its place if it is the
 *   same caller's.
 * - `cancelled`: the item was not applied, because its submission, or its import, is cancelled.
 */
export type Save =
  | {
      readonly kind: ProductChange | 'repeated';
      readonly version: number;
      readonly before?: VisibleProduct;
      readonly after?: VisibleProduct;
    }
  | {
      readonly kind: 'superseded';
      readonly by: {
        readonly acceptedAt: Timestamp;
        readonly submissionId?: SubmissionId;
        readonly index?: number;
      };
    }
  | { readonly kind: 'cancelled' };

export interface ProductStore {
  /**
   * @param firstReceivedAt Time from which the item waits for its product at the earliest.
   * @throws {PermanentError} when the operation can never be applied.
   * @throws {MissingProductError} when there is no product to patch, and one may still come.
   */
  save(item: Item, signal: AbortSignal, firstReceivedAt?: Date): Promise<Save>;

  /**
   * Finds what an earlier delivery made of an item that must not be applied any more; also that newer operations have
   * set all that it would. `undefined` if it isn't applied.
   */
  findSave(item: Item, signal: AbortSignal): Promise<Save | undefined>;
}

/** Outcomes that one invocation found for items of one submission. */
export interface Settlement {
  readonly submissionId: SubmissionId;
  /** Item numbers, each one under one outcome. */
  readonly outcomes: Readonly<Record<Outcome, readonly number[]>>;
  readonly settledAt: Timestamp;
  /** Result of a submission's only item; settling it completes the submission. */
  readonly result?: NonNullable<SubmissionRecord['result']> | undefined;
  /**
   * Makes the record where there is none; an existing record must have the same total and caller. Absent when
   * a message can't be read: its item is then settled only if the submission is known and the item was
   * accepted.
   */
  readonly base?: Base | undefined;
}

/** Facts of a submission that every message of it repeats. */
export type Base = Pick<
  SubmissionRecord,
  'total' | 'caller' | 'requestId' | 'createdAt' | 'deadlineAt' | 'expiresAt'
> & { readonly traceparent?: string };

export interface SubmissionStore {
  /** Finds those of the submissions that are cancelled. One that has expired isn't. */
  findCancelled(ids: readonly SubmissionId[], signal: AbortSignal): Promise<ReadonlySet<SubmissionId>>;
  /**
   * Adds outcomes. Resolves to `undefined` if there is no such submission or item; a repeat only counts
   * another settlement.
   */
  settle(settlement: Settlement, signal: AbortSignal): Promise<SubmissionRecord | undefined>;

  /**
   * Records that the report was built after this number of settlements. Resolves to `undefined` if there was
   * another one since, so that the report is stale.
   */
  markReported(
    report: {
      readonly submissionId: SubmissionId;
      readonly settlements: number;
      readonly completedAt: Timestamp;
      readonly blocks: ReportBlocks;
    },
    signal: AbortSignal,
  ): Promise<SubmissionRecord | undefined>;
}

export interface ReportStore {
  /** Keeps a part. Part ids sort by time: of two parts, the later one is read later. */
  putPart(submissionId: SubmissionId, partId: string, part: ReportPart, signal: AbortSignal): Promise<void>;

  /** Reads the results in all parts of a submission, oldest part first. */
  results(record: SubmissionRecord, signal: AbortSignal): AsyncIterable<ItemResult>;

  /** Reads what intake refused. Call it only when the record counts rejected items. */
  rejectedItems(submissionId: SubmissionId, signal: AbortSignal): Promise<RejectedItem[]>;

  /** Keeps a report with the number of settlements that it was built from, so that a stale one can be detected. */
  putReport(
    submissionId: SubmissionId,
    report: ReportLayout,
    settlements: number,
    signal: AbortSignal,
  ): Promise<void>;

  /** Keeps the text report of a submission of one product under the product's own id. */
  putProductReport(productId: ProductId, text: string, signal: AbortSignal): Promise<void>;
}

export interface ImportStore {
  /** Reads whether an import is cancelled. One that has expired isn't. */
  isCancelled(id: ImportId, signal: AbortSignal): Promise<boolean>;

  /**
   * Records the result of a chunk, unless there is one of more settlements. Resolves to the import's progress with it;
   * `undefined` if nothing was recorded, because there is a newer result, or no such import any more.
   */
  settleChunk(settlement: ChunkSettlement, signal: AbortSignal): Promise<ImportProgress | undefined>;
}

export interface ChunkSettlement {
  readonly importId: ImportId;
  /** Number of the chunk. */
  readonly chunk: number;
  readonly result: ChunkResult;
}

export type ImportProgress = Pick<ImportRecord, 'chunkTotal' | 'chunks'>;

export interface ImportQueue {
  /** Asks for the reports of an import of which every chunk is complete. Can be repeated. */
  finish(id: ImportId, signal: AbortSignal): Promise<void>;
}

/** Metrics and log lines. Each event is reported once, when it happens. */
export interface WorkerTelemetry {
  /**
   * Reports all saves of a group at once: a line for each product would be most of what the logs cost.
   */
  saved(items: readonly SavedItem[]): void;
  /** Reports that a product isn't as its consumer took it to be. */
  refused(item: Item, failure: Failure): void;
  reportWritten(submission: SubmissionRecord): void;
  /** Reports that a report wasn't written; it is built when it is read, until a later delivery writes it. */
  reportFailed(submission: SubmissionRecord, cause: unknown): void;
  /** Reports that an import doesn't have its chunk's result, until a later delivery records it. */
  chunkFailed(chunk: SubmissionRecord, cause: unknown): void;
  /** Reports that there was nothing to record of a chunk: its import has expired, or has a newer result. */
  chunkIgnored(chunk: SubmissionRecord): void;
  /** Reports that nothing was settled, because there is no such submission or item. */
  submissionUnknown(submissionId: SubmissionId): void;
  /** Reports that a message wasn't acknowledged early; it is with its batch. */
  acknowledgeFailed(messageId: string, cause: unknown): void;
  delayFailed(cause: unknown): void;
  /** Names the record, and the request that it came from, on every line. */
  addContext(
    record: { readonly messageId: string; readonly receiveCount: number },
    origin: Origin,
  ): {
    /** Reports, before anything is done with it, that a message was received often: what cut its deliveries off may do so again. */
    receivedOften(): void;
    failed(failure: Failure, cause?: unknown): void;
    returnedToQueue(cause: unknown): void;
  };
}

export interface SavedItem {
  readonly item: Item;
  readonly save: Save;
  /** Time from acceptance to save. */
  readonly latencyMs: number;
  /** 1 on the first delivery. */
  readonly receiveCount: number;
}
