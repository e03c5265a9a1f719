import type { Flaw } from '../reading/check-json.ts';
import type { Operation } from './operation.ts';

/** A request for the intake, freed of the shape it came in. */
export interface IntakeRequest {
  readonly operation: Operation;
  /** One of the operation's. */
  readonly mediaType: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: RequestBody;
  /** Who sends it. */
  readonly caller: string;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly invocation: Invocation;
}

export interface RequestBody {
  /** Of JSON: with other names in the place of reserved ones. */
  readonly text: string;
  /** Of JSON. */
  readonly flaws: readonly Flaw[];
}

/** The run of the function that serves the request. */
export interface Invocation {
  readonly id: string;
  /** From when on it can't be doing anything any more. */
  readonly endsAt: Date;
  /** Aborts while there is still time to tidy up and answer. */
  readonly signal: AbortSignal;
}
