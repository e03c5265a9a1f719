import type {
  ItemResult,
  Product,
  RejectedItem,
  Report,
  SubmissionRecord,
} from '@async-catalog/product-schema';
import type { ReportFormat } from '@async-catalog/report-builder';
import type { z } from 'zod';

// Every port rejects with `ProblemError` `DEPENDENCY_UNAVAILABLE` where asking again, later, can help.

/** A consumer's request on its way to the intake: the body as it came, not looked into. */
export interface IntakeRequest {
  readonly method: string;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Who sends it; `undefined` when the service is open. */
  readonly caller: string | undefined;
  readonly requestId: string;
}

/** What the intake answers the consumer: a 202 is only ever given for what is durable. */
export interface IntakeAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Intake {
  /** @throws {ProblemError} also `TOO_MANY_REQUESTS`, and `PAYLOAD_TOO_LARGE` when the request can't be handed on. */
  submit(request: IntakeRequest): Promise<IntakeAnswer>;
}

export interface ProductPage {
  readonly products: readonly Product[];
  /** The id to go on after; `undefined` at the end. */
  readonly lastId: string | undefined;
}

export interface ProductReader {
  /** The newest state: a product is there as soon as its submission is told to be complete. */
  get(id: string): Promise<Product | undefined>;
  /** At most `limit` products, in the table's own order. */
  page(limit: number, afterId?: string): Promise<ProductPage>;
}

export interface SubmissionReader {
  /** The newest state. */
  get(id: string): Promise<SubmissionRecord | undefined>;
}

export interface ReportReader {
  /** A report as a stream of bytes; `undefined` when there is none. */
  open(submissionId: string, format: ReportFormat): Promise<ReadableStream<Uint8Array> | undefined>;
  report(submissionId: string): Promise<Report | undefined>;
  /** What deliveries found so far, in any order; several for one item where it was delivered more than once. */
  results(submissionId: string): AsyncIterable<ItemResult>;
  rejectedItems(submissionId: string): Promise<readonly RejectedItem[]>;
}

/** Whose token it is, and what it allows. */
export interface Access {
  readonly caller: string;
  readonly scopes: ReadonlySet<string>;
}

/** @throws {ProblemError} `UNAUTHENTICATED` when the token isn't a valid one. */
export type Authenticate = (token: string) => Promise<Access>;

/** Makes cursors that only this service can have made, each good for one query. */
export interface Cursors {
  seal(query: string, position: string): string;
  /** @throws {ProblemError} `INVALID_REQUEST` when the cursor was not made for this query, or its position isn't one. */
  open<Position extends z.ZodType>(query: string, cursor: string, position: Position): z.output<Position>;
}

/** Files that the build makes. */
export interface Documentation {
  /** The OpenAPI document, as JSON text. */
  openApi(): Promise<string>;
  /** The script of the page at `/docs`, compressed by gzip. */
  script(): Promise<Uint8Array<ArrayBuffer>>;
}
