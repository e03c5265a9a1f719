/**
 * Why an item was not saved. Codes never change.
 * - `MESSAGE_NOT_JSON`, `MESSAGE_VERSION_UNKNOWN`, `MESSAGE_SHAPE_UNKNOWN`: the message can't be read, now or later.
 * - `MESSAGE_FROM_THE_FUTURE`: saved as accepted then, it would make every update until then a late one.
 * - `SUBMISSION_MISMATCH`: the message isn't of the submission that it names; nothing is told of that one.
 * - `PRODUCT_TOO_LARGE`: the table doesn't take an item of that size.
 * - `RETRIES_EXHAUSTED`: no delivery could tell that it was saved, for reasons that may pass; a redrive can still save it.
 */
export interface Failure {
  readonly code:
    | 'MESSAGE_NOT_JSON'
    | 'MESSAGE_VERSION_UNKNOWN'
    | 'MESSAGE_SHAPE_UNKNOWN'
    | 'MESSAGE_FROM_THE_FUTURE'
    | 'SUBMISSION_MISMATCH'
    | 'PRODUCT_TOO_LARGE'
    | 'RETRIES_EXHAUSTED';
  /** For the caller and for operators: names no product data and no AWS error. */
  readonly detail: string;
}

/** Another try can't help. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.detail, options);
    this.failure = failure;
  }
}

/** The invocation's time was nearly used up before this was begun; nothing was done. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
  readonly code = 'OUT_OF_TIME';
}
