import type { Limiter, Quotas } from '@async-catalog/caller-limits';
import type { Authenticate } from './auth/authenticate.ts';
import type { ReportReader } from '@async-catalog/report-builder';
import type {
  DeadLetters,
  ImportPorts,
  MetricReader,
  ProductReader,
  QueueDepthReader,
  SubmissionStore,
} from './core/ports.ts';

/** A consumer's submission on its way to the intake function, which validates it. */
export interface IntakeRequest {
  readonly method: string;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly as received. */
  readonly body: Uint8Array;
  /** `undefined` when the service is open. */
  readonly caller: string | undefined;
  /** Limits of the caller. */
  readonly quotas: Quotas;
  readonly requestId: string;
}

/** The intake's answer to the consumer. It gives a 202 only once the submission is durable. */
export interface IntakeAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Intake {
  /** @throws {ProblemError} such as `TOO_MANY_REQUESTS`; `PAYLOAD_TOO_LARGE` if it exceeds Lambda's limit */
  submit(request: IntakeRequest): Promise<IntakeAnswer>;
}

/** Files made by the build. */
export interface Documentation {
  /** The OpenAPI document, as JSON text. */
  openApi(): Promise<string>;
  /** The script of the page at `/docs`, compressed by gzip. */
  script(): Promise<Uint8Array<ArrayBuffer>>;
}

/** A dependency that failed its health check. */
export interface Unavailable {
  readonly name: string;
  readonly error: unknown;
}

export interface Log {
  info(message: string, fields: Record<string, unknown>): void;
  error(message: string, fields: Record<string, unknown>): void;
}

/** Everything the routes need from outside. */
export interface Deps extends ImportPorts {
  readonly intake: Intake;
  readonly products: ProductReader;
  readonly submissions: SubmissionStore;
  readonly reports: ReportReader;
  readonly deadLetters: DeadLetters;
  /** `undefined` when the service is open to whoever can connect. */
  readonly authenticate: Authenticate | undefined;
  /** Origins whose pages may call the service. */
  readonly allowedOrigins: readonly string[];
  /** Names besides loopback by which an open service may be called. */
  readonly allowedHosts: readonly string[];
  readonly documentation: Documentation;
  readonly findUnavailable: () => Promise<Unavailable[]>;
  readonly metrics: MetricReader;
  readonly queueDepths: QueueDepthReader;
  readonly limiter: Limiter;
  /** Limits of a caller whose token sets none. */
  readonly quotas: Quotas;
  readonly log: Log;
  /** Rejects when the signal aborts. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Aborts when the service ends; absent on Lambda, which ends between requests. */
  readonly closing?: AbortSignal | undefined;
  readonly newId: () => string;
}
