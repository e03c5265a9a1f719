import type { FailureCode } from '@async-catalog/product-schema';

/** Why an item was not saved. */
export interface Failure {
  readonly code: FailureCode;
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
