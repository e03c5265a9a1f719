/** What a service answers, as it goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The caller reads the body piece by piece. */
  readonly streamed?: boolean;
}

/** A request, as it came over the wire. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** When it was sent. */
  readonly sentAt: number;
}

/** How a service refuses what it doesn't do: in time, or for ever. */
export type Refusal = 'throttled' | 'failed';

/** A request that a service understands. */
export interface Call {
  /** Names its kind, for people and for faults: `ProductTable.UpdateItem`. */
  readonly point: string;
  /** Does it, at once and as a whole. */
  readonly execute: () => Answer;
}

export interface Service {
  callOf(request: Request): Call;
  /** The answer of a service that has done nothing. */
  refuse(refusal: Refusal): Answer;
}
