import type { Usage } from '@async-catalog/caller-limits';

/** A dependency is unavailable for now: the failure is transient, or the time is up. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';

  constructor(dependency: string, cause: unknown) {
    super(`The ${dependency} is unavailable`, { cause });
  }
}

/** Only the messages with the indexes `sent` are known to be in the queue. */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly sent: readonly number[];
  /** Tells whether certainly no message is in the queue. */
  readonly nothingSent: boolean;

  constructor(sent: readonly number[], nothingSent: boolean, cause: unknown) {
    super(`Only ${sent.length} messages are known to be in the queue`, { cause });
    this.sent = sent;
    this.nothingSent = nothingSent;
  }
}

/** A caller has fewer left than it asks for; nothing was counted. */
export class LimitExceededError extends Error {
  override readonly name = 'LimitExceededError';
  readonly usage: Usage;
  readonly asked: number;

  constructor(usage: Usage, asked: number) {
    super(`Only ${usage.left} ${usage.policy} of ${asked} are left`);
    this.usage = usage;
    this.asked = asked;
  }
}

/** Tells whether an attempt to deliver a submission may have sent some of it before this error. */
export function mayHaveSent(error: unknown): boolean {
  return error instanceof SendError ? !error.nothingSent : !(error instanceof UnavailableError);
}
