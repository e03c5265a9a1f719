import type { AddToList, EntryReader } from '@async-catalog/caller-lists';
import type { DeadLetterQueue } from '@async-catalog/dead-letters';
import type {
  FailureCode,
  ImportId,
  ImportIssues,
  ImportMessage,
  ImportRecord,
  ImportReportFormat,
  Product,
  StatsQueue,
  SubmissionId,
  SubmissionRecord,
} from '@async-catalog/product-schema';

// Every port rejects with `ProblemError` `DEPENDENCY_UNAVAILABLE` where another try, later, can help.

/** Trace of a product that was deleted. */
export interface DeletedProduct {
  readonly id: string;
  readonly deletedAt: string;
}

export interface ProductPage {
  readonly products: readonly Product[];
  /** Id after which the next page starts; `undefined` on the last page. */
  readonly lastId: string | undefined;
}

export interface ProductReader {
  /**
   * Reads the newest state (strongly consistent), so a product can be read once its submission is complete.
   */
  get(id: string): Promise<Product | DeletedProduct | undefined>;

  /** Reads the newest states of at most 100 products, in any order; of those that are there. */
  getMany(ids: readonly string[]): Promise<Product[]>;

  /** Reads at most `limit` products, in the table's own order. A page can be empty and not the last. */
  page(limit: number, afterId?: string): Promise<ProductPage>;
}

export interface SubmissionStore {
  /** Reads the newest state. */
  get(id: string): Promise<SubmissionRecord | undefined>;

  /** Reads the newest states, in any order; of those that are there. */
  getMany(ids: readonly string[]): Promise<SubmissionRecord[]>;

  /**
   * Marks a submission as cancelled; an earlier mark stays. Resolves to its state with the mark, `undefined` if there is
   * no such submission. Can be repeated.
   */
  cancel(id: SubmissionId, cancelledAt: string): Promise<SubmissionRecord | undefined>;
}

/** Result of inspecting the beginning of a file. */
export type Inspection = Required<Pick<ImportRecord, 'format' | 'mapping' | 'guesses' | 'notes'>> &
  Pick<ImportRecord, 'columns'>;

/** Fields that starting an import adds to its record. */
export type ImportStart = Inspection & { readonly etag: string; readonly startedAt: string };

/**
 * Records of imports. A write of a state that the import has left resolves to `undefined`, and changes
 * nothing; so does its repeat, after an answer that was lost.
 */
export interface ImportStore {
  /** Reads the newest state. */
  get(id: string): Promise<ImportRecord | undefined>;

  /** Reads the newest states, in any order; of those that are there. */
  getMany(ids: readonly string[]): Promise<ImportRecord[]>;
  /** Stores a new record. Resolves to the one that is stored, which can be an earlier one by its id. */
  create(record: ImportRecord): Promise<ImportRecord>;
  /** Adds the ETags of parts, by number, while the file is being uploaded. */
  addParts(id: ImportId, etags: Readonly<Record<string, string>>): Promise<ImportRecord | undefined>;
  /** Drops all ETags, so that every part is uploaded again. */
  forgetParts(id: ImportId): Promise<ImportRecord | undefined>;
  /** Marks an import as started that is neither started nor ended. */
  start(id: ImportId, start: ImportStart): Promise<ImportRecord | undefined>;
  /** Ends an import that isn't started. */
  fail(id: ImportId, failure: NonNullable<ImportRecord['failure']>): Promise<ImportRecord | undefined>;
  /** Ends an import that is not complete. */
  cancel(id: ImportId, cancelledAt: string): Promise<ImportRecord | undefined>;
  /** Sets the time, if it still is as it was seen. */
  setTime(
    id: ImportId,
    field: 'queuedAt' | 'finishDueAt',
    time: string,
    seen: string | undefined,
  ): Promise<ImportRecord | undefined>;
}

/** Lists of what each caller has submitted. */
export interface CallerLists extends EntryReader {
  readonly add: AddToList;
}

export interface ImportPart {
  readonly number: number;
  readonly etag: string;
}

/** The beginning of a source file that is complete. */
export interface SourceHead {
  readonly etag: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /** The first 1 MiB. */
  readonly head: Uint8Array;
}

/** Files of imports: the sources that callers send, and the reports that the splitter writes. */
export interface ImportFiles {
  /** Opens an upload in parts. Each call opens another one. */
  createUpload(id: ImportId): Promise<string>;
  /** Builds the URLs that take the bytes of parts, each of its size only. */
  partUrls(
    id: ImportId,
    uploadId: string,
    parts: readonly { readonly number: number; readonly size: number }[],
  ): Promise<string[]>;
  /**
   * Makes the file of its parts. `gone`: there is no such upload, maybe because it is complete. `mismatch`:
   * the parts are not these, or too small.
   */
  completeUpload(
    id: ImportId,
    uploadId: string,
    parts: readonly ImportPart[],
  ): Promise<'complete' | 'gone' | 'mismatch'>;
  /** Drops the parts of an upload, if there is one. */
  abortUpload(id: ImportId, uploadId: string): Promise<void>;
  /** Stores a whole file, unless it is there. Resolves to its ETag. */
  put(id: ImportId, content: Uint8Array): Promise<string>;
  readHead(id: ImportId): Promise<SourceHead | undefined>;
  readIssues(id: ImportId): Promise<ImportIssues | undefined>;
  /** Builds the URL of a report, which a browser saves under a name. */
  reportUrl(
    id: ImportId,
    format: ImportReportFormat,
    as: { readonly disposition: string; readonly mediaType: string },
  ): Promise<string>;
}

export interface ImportQueue {
  send(message: ImportMessage): Promise<void>;
}

/** The queue of products that could not be saved. A release that fails is logged: it comes about a little later anyway. */
export interface DeadLetters extends DeadLetterQueue {
  /** Counts about how many there are, with those that somebody has received. */
  count(): Promise<number>;
}

/** Everything that imports need from outside. */
export interface ImportPorts {
  readonly imports: ImportStore;
  readonly lists: CallerLists;
  readonly importFiles: ImportFiles;
  readonly importQueue: ImportQueue;
  /** Computes a SHA-256 in hexadecimal. */
  readonly sha256: (content: string | Uint8Array) => string;
  readonly now: () => Date;
}

/** Value of a metric in the minute that begins `at`. */
export interface Datapoint {
  readonly at: Date;
  readonly value: number;
}

/** Datapoints in order of time. A minute without a value has none. */
export interface Metrics {
  /** Products saved. */
  readonly saved: readonly Datapoint[];
  /** Items that failed. */
  readonly failed: Readonly<Record<FailureCode, readonly Datapoint[]>>;
  /** Age of the oldest message, in seconds. */
  readonly oldestMessage: Readonly<Record<StatsQueue, readonly Datapoint[]>>;
}

export interface MetricReader {
  /** Reads the minutes that begin from `from` on and before `until`, of which CloudWatch may not know the newest yet. */
  read(from: Date, until: Date): Promise<Metrics>;
}

/** Numbers of messages, which SQS gives approximately. */
export interface QueueDepth {
  readonly waiting: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface QueueDepths {
  readonly queues: Readonly<Record<StatsQueue, QueueDepth>>;
  readonly deadLetters: Readonly<Record<'products' | 'imports', QueueDepth>>;
}

export interface QueueDepthReader {
  read(): Promise<QueueDepths>;
}
