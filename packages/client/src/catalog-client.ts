import type { CatalogHttp } from './catalog-http.ts';
import type {
  Accepted,
  DeadLetterList,
  DroppedDeadLetters,
  DryRun,
  Import,
  ImportIssue,
  ImportIssueGroup,
  ImportMapping,
  ImportRequest,
  ListedImport,
  ListedSubmission,
  ProductChanges,
  ProductInput,
  ProductOperation,
  operations,
  Product,
  RedrivenDeadLetters,
  Report,
  Stats,
  Submission,
  SubmissionItem,
  SubmissionTimeline,
  UploadedPart,
} from './openapi.ts';
import type { ImportWaitOptions } from './wait-for-import.ts';
import type { WaitOptions } from './wait-for-submission.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface SubmitOptions extends CallOptions {
  /**
   * 1 to 255 printable characters; the same key with the same payload is the same submission. By default each call has its own key, which
   * makes its retries safe; pass one that you store if this process may die before it has the answer.
   */
  readonly idempotencyKey?: string | undefined;
  /** Id that is returned, logged by every component, and carried through the queue. */
  readonly requestId?: string | undefined;
  /** W3C Trace Context, passed on to every component. */
  readonly traceparent?: string | undefined;
}

export interface BatchOptions extends SubmitOptions {
  /** `strict` accepts all products or none; `lenient`, the default, accepts the valid ones and lists the others as rejected. */
  readonly handling?: 'strict' | 'lenient' | undefined;
}

export interface ChangeOptions extends SubmitOptions {
  /** Applied only if the product has this version then; otherwise the item fails with `VERSION_CONFLICT`. */
  readonly ifVersion?: number | undefined;
}

export interface PageOptions extends CallOptions {
  /** Page size: 1 to 100, 20 by default. */
  readonly limit?: number | undefined;
}

export interface ListOptions extends PageOptions {
  /** Time from which on, and before which, they were created: RFC 3339, or a date. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Another caller, or `*` for all, which needs the scope `catalog:operate`. */
  readonly caller?: string | undefined;
}

/** Part of a file that an import asks for. */
export type ImportPart = NonNullable<Import['upload']>['parts'][number];

/** Formats of an import's report; `failed` has the rows that were not saved, in the file's own columns. */
export type ImportReportFormat = NonNullable<
  NonNullable<operations['getImportReport']['parameters']['query']>['format']
>;

type ReportQuery = NonNullable<operations['getReport']['parameters']['query']>;
/** Formats of a report that are text. */
type TextFormat = Exclude<NonNullable<ReportQuery['format']>, 'json' | 'xlsx'>;

/** Every method rejects with a {@link CatalogProblemError} when the API answers with a problem. */
export interface CatalogClient {
  /** Submits one product, which is saved in the background; see `waitForSubmission`. */
  createProduct(product: ProductInput, options?: SubmitOptions): Promise<Accepted>;
  /**
   * Submits 1 to 1,000 products, up to 4 MiB; `batchesOf` splits more. An item replaces its product, unless its `op` is `patch`, `merge` or
   * `delete`. Rejects with a `RangeError`, and sends nothing, where there are more.
   */
  createProducts(products: readonly ProductOperation[], options?: BatchOptions): Promise<Accepted>;
  /** Submits products and waits for their outcomes, in one request if that takes less than 5 s. */
  saveProducts(
    products: readonly ProductOperation[],
    options?: BatchOptions & WaitOptions,
  ): Promise<Submission>;
  /** Checks what `createProducts` would accept and reject. Nothing is saved. */
  checkProducts(products: readonly ProductOperation[], options?: CallOptions): Promise<DryRun>;

  /** Submits a change of the fields that are named; `null` removes a field. */
  patchProduct(id: string, changes: ProductChanges, options?: ChangeOptions): Promise<Accepted>;
  /** Submits the deletion of a product. */
  deleteProduct(id: string, options?: ChangeOptions): Promise<Accepted>;

  getProduct(id: string, options?: CallOptions): Promise<Product>;
  /** Finds the product with a SKU. */
  findProduct(sku: string, options?: CallOptions): Promise<Product | undefined>;
  /** Finds the products with any of these SKUs, in their order; one that isn't there is left out. */
  findProducts(skus: readonly string[], options?: CallOptions): Promise<Product[]>;
  /** Lists all products, in no particular order. */
  products(options?: PageOptions): AsyncGenerator<Product, void, undefined>;

  /** Lists what you have submitted, newest first. */
  submissions(
    options?: ListOptions & { readonly status?: Submission['status'] | undefined },
  ): AsyncGenerator<ListedSubmission, void, undefined>;
  getSubmission(id: string, options?: CallOptions): Promise<Submission>;
  /** Waits until every item has its outcome. Rejects with a {@link SubmissionOverdueError} when items are pending past the deadline. */
  waitForSubmission(id: string, options?: WaitOptions): Promise<Submission>;
  /** Gets what happened to a submission, in order of time; of another caller's, or of anybody's (`*`), with the scope `catalog:operate`. */
  getTimeline(
    submissionId: string,
    options?: CallOptions & { readonly caller?: string | undefined },
  ): Promise<SubmissionTimeline>;
  /** Lists the items with their outcomes, in the order of the request. */
  items(
    submissionId: string,
    options?: PageOptions & { readonly outcome?: SubmissionItem['outcome'] | undefined },
  ): AsyncGenerator<SubmissionItem, void, undefined>;
  /** Reads the report: as an object, as text in the given format, or as the bytes of a spreadsheet. */
  getReport(submissionId: string, options?: CallOptions & { readonly format?: 'json' }): Promise<Report>;
  getReport(submissionId: string, options: CallOptions & { readonly format: TextFormat }): Promise<string>;
  getReport(submissionId: string, options: CallOptions & { readonly format: 'xlsx' }): Promise<Blob>;
  /** Cancels a submission. What is saved stays; what isn't saved yet ends as `cancelled`. */
  cancelSubmission(submissionId: string, options?: CallOptions): Promise<Submission>;
  /** Submits the failed and the cancelled items again, as a new submission. */
  retrySubmission(submissionId: string, options?: SubmitOptions): Promise<Accepted>;

  /** Creates an import whose file is uploaded in parts: `upload` of the answer has where. */
  createImport(request: ImportRequest, options?: Omit<SubmitOptions, 'traceparent'>): Promise<Import>;
  /**
   * Sends the bytes of a part to its URL, without the access token. A 403 means that the URL has expired: report no
   * part to get another.
   */
  uploadPart(
    part: ImportPart,
    bytes: Blob | Uint8Array<ArrayBuffer>,
    options?: CallOptions,
  ): Promise<UploadedPart>;
  /** Reports up to 100 parts that are uploaded, and answers where the next ones go. */
  recordParts(importId: string, parts: readonly UploadedPart[], options?: CallOptions): Promise<Import>;
  /** Starts an import whose file is uploaded. A repeat answers the same import. */
  startImport(
    importId: string,
    options?: CallOptions & { readonly mapping?: ImportMapping | undefined },
  ): Promise<Import>;
  /** Lists your imports, newest first. */
  imports(
    options?: ListOptions & { readonly status?: Import['status'] | undefined },
  ): AsyncGenerator<ListedImport, void, undefined>;
  getImport(importId: string, options?: CallOptions): Promise<Import>;
  /**
   * Waits until the import has ended. Rejects with an {@link ImportOverdueError} when items are pending past the
   * deadline.
   */
  waitForImport(importId: string, options?: ImportWaitOptions): Promise<Import>;
  /** Cancels an import. What is saved stays. */
  cancelImport(importId: string, options?: CallOptions): Promise<Import>;
  /** Lists the codes of the issues of an import that has ended, with how many there are of each. */
  importIssueGroups(importId: string, options?: CallOptions): Promise<ImportIssueGroup[]>;
  /** Lists the first 1,000 issues of a code, in order of line. */
  importIssues(
    importId: string,
    code: string,
    options?: PageOptions,
  ): AsyncGenerator<ImportIssue, void, undefined>;
  /** Gets the URL of a report, which is valid for an hour at most and is read without the access token. */
  importReportUrl(
    importId: string,
    options?: CallOptions & { readonly format?: ImportReportFormat | undefined },
  ): Promise<string>;

  /**
   * Lists up to 100 messages that could not be saved, for operators. Another list at the same time hides some: `more` says that there may be
   * others.
   */
  deadLetters(options?: CallOptions & { readonly limit?: number | undefined }): Promise<DeadLetterList>;
  /** Sends up to 100 dead letters back to be saved, or up to 1,000 of all. One that fails again comes back with another id. */
  redriveDeadLetters(choice: readonly string[] | 'all', options?: CallOptions): Promise<RedrivenDeadLetters>;
  /** Deletes up to 100 dead letters for good: their products are lost. */
  dropDeadLetters(ids: readonly string[], options?: CallOptions): Promise<DroppedDeadLetters>;

  /** Reads what the service saved, what failed and what waits, of all callers; needs the scope `catalog:operate`. */
  getStats(options?: CallOptions): Promise<Stats>;

  /** Typed calls for every operation, which return status and headers; the methods above use them. */
  readonly http: CatalogHttp;
}
