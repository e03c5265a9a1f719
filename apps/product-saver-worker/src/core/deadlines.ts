/** Times after which a phase of an invocation begins nothing new, and aborts the calls that are under way. */
export interface Deadlines {
  readonly save: AbortSignal;
  readonly settle: AbortSignal;
  readonly report: AbortSignal;
  /** Copying messages to the dead-letter queue. */
  readonly deadLetter: AbortSignal;
  /** Delaying the retries of what returns to the queue. */
  readonly delay: AbortSignal;
}

/**
 * Creates the deadlines of an invocation. They are shares of its time, so they follow the function's timeout:
 * if Lambda killed it, the whole batch would return to the queue.
 */
export function createDeadlines(remainingMs: number): Deadlines {
  const after = (share: number): AbortSignal => AbortSignal.timeout(Math.floor(remainingMs * share));
  return {
    save: after(0.5),
    settle: after(0.7),
    report: after(0.8),
    deadLetter: after(0.9),
    delay: after(0.95),
  };
}
