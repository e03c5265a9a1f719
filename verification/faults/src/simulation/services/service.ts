/** A response as it goes over the wire. */
export interface Response {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only half of the body arrives. */
  readonly breaksOff?: boolean;
  /** The caller reads the body as a stream. */
  readonly streamed?: boolean;
}

/** A request as it came over the wire. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sentAt: number;
}

/** The reason of a rejected call: the last two last until somebody repairs something. */
export type Rejection = 'throttled' | 'failed' | 'denied' | 'gone';

/** A request that a service has parsed. */
export interface Call {
  /** The kind of call, to inject faults at: `ProductTable.UpdateItem`. */
  readonly point: string;
  /** Executes the call atomically. */
  readonly execute: () => Response;
}

export interface Service {
  parseCall(request: Request): Call;
  /** Builds the response to a call that was not executed. */
  reject(rejection: Rejection): Response;
}
