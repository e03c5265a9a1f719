import type {
  Checkpoint,
  ChunkResult,
  ImportId,
  ImportMessage,
  ImportRecord,
  ProductId,
  RejectedItem,
  SubmissionId,
  SubmissionRecord,
  Timestamp,
  Warning,
} from '@async-catalog/product-schema';
import type { StoredReports } from '@async-catalog/report-builder';
import type { ImportFailure } from './errors.ts';
import type { DryEntry } from './read/dry-entries.ts';

/** Everything that reading a file and reporting on it needs from outside. */
export interface SplitterPorts {
  readonly imports: ImportStore;
  readonly sources: SourceStore;
  readonly processor: Processor;
  readonly submissions: SubmissionStore;
  readonly storedReports: StoredReports;
  readonly dryChunks: DryChunkStore;
  readonly files: ReportFileStore;
  readonly queue: ImportQueue;
  readonly products: ProductReader;
  readonly telemetry: SplitterTelemetry;
  readonly now: () => Date;
  /** Waits for so long, or until the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Most items of a chunk. A change of it cuts files that are being read otherwise. */
  readonly chunkItems: number;
}

/** An import whose file was started to be read. */
export type StartedImport = ImportRecord & { readonly etag: string } & {
  readonly [Field in 'startedAt' | 'format' | 'mapping']: NonNullable<ImportRecord[Field]>;
};

export type ChunkResults = Readonly<Record<number, ChunkResult>>;

/** Progress up to a checkpoint. `results` are of chunks that nobody else settles. */
export interface Progress {
  readonly checkpoint: Checkpoint;
  readonly items: number;
  readonly skippedRows: number;
  readonly results: ChunkResults;
  /** Receives of the message so far. */
  readonly receives: number;
  /** Whether the file is read to its end, so that the checkpoint's number is that of all chunks. */
  readonly isEnd: boolean;
}

/** End of an import whose file isn't read to its end. */
export interface EarlyEnd {
  readonly chunkTotal: number;
  readonly failure?: ImportFailure | undefined;
}

export interface ImportStore {
  /** Notes that reading has begun, once. Resolves to the record; `undefined` where there is none. */
  begin(id: ImportId): Promise<ImportRecord | undefined>;
  get(id: ImportId): Promise<ImportRecord | undefined>;
  /** Resolves to `undefined` where another delivery has read further. A repeat changes nothing. */
  advance(id: ImportId, progress: Progress): Promise<ImportRecord | undefined>;
  /** Ends the reading, unless it was ended with as many chunks. Resolves to the record. */
  end(id: ImportId, end: EarlyEnd): Promise<ImportRecord>;
  /** Records the result of a chunk, unless there is one of as many settlements. */
  settleChunk(id: ImportId, number: number, result: ChunkResult): Promise<void>;
  /**
   * Marks the reports that were written of `record`. Resolves to `false` where another delivery has marked them since
   * it was read.
   */
  markReported(record: ImportRecord, reportedSettlements: number, completedAt: Timestamp): Promise<boolean>;
}

export interface SourceStore {
  /**
   * Reads the bytes of an import's file from one on, unpacked.
   * @throws {SourceError}
   */
  read(record: StartedImport, start: number): AsyncIterable<Uint8Array>;
}

/** A chunk as it is sent. */
export interface ChunkRequest {
  readonly record: StartedImport;
  readonly number: number;
  /** JSON of its rows. */
  readonly body: string;
}

/**
 * The processor's answer.
 * - `taken`: it is a submission now. `queued`: at least one of its items is.
 * - `checked`: it was a dry run.
 * - `reused`: another body was sent as this chunk before.
 */
export type ChunkAnswer =
  | { readonly kind: 'taken'; readonly queued: boolean }
  | {
      readonly kind: 'checked';
      readonly rejected: readonly RejectedItem[];
      readonly warnings: readonly Warning[];
    }
  | { readonly kind: 'reused' };

export interface Processor {
  /** @throws {ProcessorUnavailableError} where another try, soon, can help; it may have been taken. */
  submit(chunk: ChunkRequest, signal: AbortSignal): Promise<ChunkAnswer>;
}

export interface SubmissionStore {
  /** Reads the newest records of those that exist, by id. */
  find(ids: readonly SubmissionId[]): Promise<ReadonlyMap<SubmissionId, SubmissionRecord>>;
  /**
   * Settles items of a submission as failed, which completes it. Resolves to the record; `undefined` where it was settled
   * or queued since it was `seen`.
   */
  settleFailed(
    seen: SubmissionRecord,
    indexes: readonly number[],
    settledAt: Timestamp,
  ): Promise<SubmissionRecord | undefined>;
}

/** Results of a dry run's chunks, of which there are no submissions. */
export interface DryChunkStore {
  put(importId: ImportId, number: number, entries: readonly DryEntry[]): Promise<void>;
  get(importId: ImportId, number: number): Promise<readonly DryEntry[]>;
}

/** Files that are written about an import. */
export type ReportFile = 'ndjson' | 'csv' | 'failed' | 'issues';

export interface ReportFileStore {
  /** Reads the number of settlements that the file was written from; `undefined` where there is none. */
  settlementsOf(importId: ImportId, file: ReportFile): Promise<number | undefined>;
  /** Opens a file, whose content is kept when it is closed. */
  open(record: ImportRecord, file: ReportFile, settlements: number): OpenFile;
}

export interface OpenFile {
  /** Takes a piece of text once there is room for it. */
  write(text: string): Promise<void>;
  close(): Promise<void>;
  /** Gives the file up, without a trace. */
  abort(cause: unknown): Promise<void>;
}

export interface ImportQueue {
  /** `checks`: how often it comes again, the first time after `delaySeconds`, while chunks are pending. */
  sendFinish(importId: ImportId, checks: number, delaySeconds?: number): Promise<void>;
}

/** A row of `ProductTable`. */
export type ProductRow = Readonly<Record<string, unknown>>;

export interface ProductReader {
  find(ids: readonly ProductId[]): Promise<ReadonlyMap<ProductId, ProductRow>>;
}

/** A message, and its task if it can be read. */
export interface MessageContext extends Partial<Pick<ImportMessage, 'importId' | 'task'>> {
  readonly messageId: string;
  readonly receiveCount: number;
}

/** Metrics and log lines. They name no content of a file. */
export interface SplitterTelemetry {
  rowsRead(record: ImportRecord, read: { readonly rows: number; readonly chunks: number }): void;
  importFailed(record: ImportRecord, failure: ImportFailure): void;
  /** Reports that a chunk was sent with another body than before. */
  chunkNotDeterministic(record: ImportRecord, number: number): void;
  importGivenUp(record: ImportRecord, receives: number, cause: unknown): void;
  reported(record: ImportRecord, settlements: number): void;
  importUnknown(importId: ImportId): void;
  /** Reports that the failed rows can't be written in the file's own columns, because the file can't be read. */
  failedRowsUnreadable(record: ImportRecord, cause: unknown): void;
  /** Names the message on its lines. */
  addContext(message: MessageContext): {
    unreadable(cause: unknown): void;
    overtaken(): void;
    returned(cause: unknown): void;
    delayFailed(cause: unknown): void;
  };
}
