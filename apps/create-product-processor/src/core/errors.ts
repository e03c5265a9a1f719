/** A dependency is unavailable for now: the failure is transient, or the time is up. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(dependency: string, cause: unknown) {
    super(`The ${dependency} is unavailable`, { cause });
  }
}

/** Only `sent` messages are known to be in the queue. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly sent: number;

  constructor(sent: number, cause: unknown) {
    super(`Only ${sent} messages are known to be in the queue`, { cause });
    this.sent = sent;
  }
}
