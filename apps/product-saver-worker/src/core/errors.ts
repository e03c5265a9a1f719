/**
 * Why an item was not saved. Codes never change.
 * - `MESSAGE_NOT_JSON`, `MESSAGE_VERSION_UNKNOWN`, `MESSAGE_SHAPE_UNKNOWN`: the message can't be read, now or
 *   later.
 * - `MESSAGE_FROM_THE_FUTURE`: saved with that time, it would supersede every real update until then.
 * - `SUBMISSION_MISMATCH`: the message contradicts the submission that it names, which stays as it is.
 * - `PRODUCT_TOO_LARGE`: the table doesn't take an item of that size.
 * - `PRODUCT_NOT_FOUND`: there is no product to patch, and none came for as long as one may.
 * - `VERSION_CONFLICT`: the product has another version than the operation is for.
 * - `TOO_MANY_DECIMALS`: the price has more decimals than the currency that the product has.
 * - `TOO_MANY`: the product would have more attributes than one can have.
 * - `RETRIES_EXHAUSTED`: no delivery could confirm that it was saved, for reasons that may pass; a redrive
 *   can still save it.
 */
export interface Failure {
  readonly code:
    | 'MESSAGE_NOT_JSON'
    | 'MESSAGE_VERSION_UNKNOWN'
    | 'MESSAGE_SHAPE_UNKNOWN'
    | 'MESSAGE_FROM_THE_FUTURE'
    | 'SUBMISSION_MISMATCH'
    | 'PRODUCT_TOO_LARGE'
    | 'PRODUCT_NOT_FOUND'
    | 'VERSION_CONFLICT'
    | 'TOO_MANY_DECIMALS'
    | 'TOO_MANY'
    | 'RETRIES_EXHAUSTED';
  /** JSON pointer to the field; empty for the whole item. */
  readonly pointer?: string;
  /** For the caller and for operators: names no product data and no AWS error. */
  readonly detail: string;
}

/** A failure that another try can't help. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.detail, options);
    this.failure = failure;
  }
}

/**
 * The product isn't as its consumer took it to be. Nothing is wrong with the service, so the message is not
 * dead-lettered.
 */
export class RefusedError extends PermanentError {}

/** There is no product to patch. Its put may still come, because messages come in any order. */
export class MissingProductError extends Error {
  override readonly name = 'MissingProductError';
  /** Time after which the item is refused, unless there is a product by then. */
  readonly waitMs: number;

  constructor(waitMs: number) {
    super('there is no product to patch yet');
    this.waitMs = waitMs;
  }
}

/** Others changed a product between each read and write; another delivery tries again. */
export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}

/** Too little of the invocation's time was left to begin something; nothing was done. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
  readonly code = 'OUT_OF_TIME';
}
