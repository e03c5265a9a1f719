/**
 * Stable codes of why an accepted item was not saved.
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
export const FAILURE_CODES = [
  'MESSAGE_NOT_JSON',
  'MESSAGE_VERSION_UNKNOWN',
  'MESSAGE_SHAPE_UNKNOWN',
  'MESSAGE_FROM_THE_FUTURE',
  'SUBMISSION_MISMATCH',
  'PRODUCT_TOO_LARGE',
  'PRODUCT_NOT_FOUND',
  'VERSION_CONFLICT',
  'TOO_MANY_DECIMALS',
  'TOO_MANY',
  'RETRIES_EXHAUSTED',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];
