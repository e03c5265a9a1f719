/** Times of an invocation, as shares of it, so that they follow the function's timeout. */
export interface Deadlines {
  /** After it nothing new is begun; the rest is for another delivery of the message. */
  readonly work: AbortSignal;
  /** After it the calls that are under way are aborted. */
  readonly calls: AbortSignal;
}

/** Creates the deadlines of an invocation: with a timeout of two minutes, 90 s to work, and 24 s more for the last calls. */
export function createDeadlines(remainingMs: number): Deadlines {
  const after = (share: number): AbortSignal => AbortSignal.timeout(Math.floor(remainingMs * share));
  return { work: after(0.75), calls: after(0.95) };
}
