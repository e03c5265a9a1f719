/** Stable codes of why an accepted item was not saved. */
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

/** Meanings of these codes. */
export const FAILURE_MEANINGS: Readonly<Record<FailureCode, string>> = {
  MESSAGE_NOT_JSON: 'The message on the queue can’t be read, now or later: it isn’t JSON.',
  MESSAGE_VERSION_UNKNOWN: 'The message can’t be read: it is of a version that the service doesn’t know.',
  MESSAGE_SHAPE_UNKNOWN: 'The message can’t be read: it has other fields than a message has.',
  MESSAGE_FROM_THE_FUTURE:
    'The message is dated in the future. Saved with that time, it would supersede every real change until then.',
  SUBMISSION_MISMATCH: 'The message contradicts the submission that it names, which stays as it is.',
  PRODUCT_TOO_LARGE: 'The table doesn’t take an item of that size.',
  PRODUCT_NOT_FOUND: 'There is no product to patch, and none came for as long as one may.',
  VERSION_CONFLICT: 'The product has another version than the operation is for.',
  TOO_MANY_DECIMALS: 'The price has more decimals than the currency that the product has.',
  TOO_MANY: 'The product would have more attributes than one can have.',
  RETRIES_EXHAUSTED:
    'No delivery could confirm that it was saved, for reasons that may pass; a redrive or a retry can still save it.',
};
