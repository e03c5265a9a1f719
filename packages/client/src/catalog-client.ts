import type { CatalogHttp } from './catalog-http.ts';
import type { Accepted, DryRun, NewProduct, Product, Report, Submission, SubmissionItem } from './openapi.ts';
import type { WaitOptions } from './wait-for-submission.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface SubmitOptions extends CallOptions {
  /**
   * 1 to 255 printable characters. The same key with the same payload is the same submission, today and tomorrow: give one that you keep
   * if this process may die before it has the answer. Without it, one is made for this call, so that its retries take nothing twice.
   */
  readonly idempotencyKey?: string | undefined;
  /** Is answered, logged by every part, and carried through the queue. */
  readonly requestId?: string | undefined;
  /** W3C Trace Context, carried along. */
  readonly traceparent?: string | undefined;
}

export interface BatchOptions extends SubmitOptions {
  /** `strict` takes all products or none; `lenient`, the default, takes the good ones and lists the others as rejected. */
  readonly handling?: 'strict' | 'lenient' | undefined;
}

export interface PageOptions extends CallOptions {
  /** How many to fetch at a time: 1 to 100, 20 unless told. */
  readonly limit?: number | undefined;
}

/** Every method rejects with a {@link CatalogProblemError} when the API answers with a problem. */
export interface CatalogClient {
  /** Submits one product. Saved in the background: `waitForSubmission` tells when. */
  createProduct(product: NewProduct, options?: SubmitOptions): Promise<Accepted>;
  /** Submits 1 to 1,000 products, 5 MiB at most. */
  createProducts(products: readonly NewProduct[], options?: BatchOptions): Promise<Accepted>;
  /** Submits products and waits for what became of them: one request, where that takes less than 20 s. */
  saveProducts(products: readonly NewProduct[], options?: BatchOptions & WaitOptions): Promise<Submission>;
  /** What `createProducts` would take and what it would reject. Nothing is stored or sent. */
  checkProducts(products: readonly NewProduct[], options?: CallOptions): Promise<DryRun>;

  getProduct(id: string, options?: CallOptions): Promise<Product>;
  /** The product with a SKU, if there is one. */
  findProduct(sku: string, options?: CallOptions): Promise<Product | undefined>;
  /** All products, in no particular order. */
  products(options?: PageOptions): AsyncGenerator<Product, void, undefined>;

  getSubmission(id: string, options?: CallOptions): Promise<Submission>;
  /** See {@link WaitOptions}. Rejects with a {@link SubmissionOverdueError} when items are pending past the deadline. */
  waitForSubmission(id: string, options?: WaitOptions): Promise<Submission>;
  /** What became of each item, in the order of the request. */
  items(
    submissionId: string,
    options?: PageOptions & { readonly outcome?: SubmissionItem['outcome'] | undefined },
  ): AsyncGenerator<SubmissionItem, void, undefined>;
  /** The report: as JSON, or as text in the format asked for. */
  getReport(submissionId: string, options?: CallOptions & { readonly format?: 'json' }): Promise<Report>;
  getReport(submissionId: string, options: CallOptions & { readonly format: 'csv' | 'txt' }): Promise<string>;
  /** Submits the items that failed again, as a submission of their own. */
  retrySubmission(submissionId: string, options?: SubmitOptions): Promise<Accepted>;

  /** What the methods above are made of: a typed call for each operation, its answer with status and headers. */
  readonly http: CatalogHttp;
}
