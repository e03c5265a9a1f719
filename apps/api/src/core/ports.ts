import type { Product, ReportFormat, SubmissionRecord } from '@async-catalog/product-schema';

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
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Intake {
  /** @throws {ProblemError} `DEPENDENCY_UNAVAILABLE` when no answer came, `PAYLOAD_TOO_LARGE` when it can't be handed on. */
  submit(request: IntakeRequest): Promise<IntakeAnswer>;
}

export interface ProductReader {
  /** The newest state: a product is there as soon as its submission is told to be complete. */
  get(id: string): Promise<Product | undefined>;
}

export interface SubmissionReader {
  get(id: string): Promise<SubmissionRecord | undefined>;
}

export interface ReportReader {
  /** The report as a stream of bytes; `undefined` when there is none. */
  open(submissionId: string, format: ReportFormat): Promise<ReadableStream<Uint8Array> | undefined>;
}
