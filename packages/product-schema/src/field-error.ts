import { z } from 'zod';

/** Stable codes of field errors. */
export const FIELD_ERROR_CODES = [
  'REQUIRED',
  'UNKNOWN_FIELD',
  'DUPLICATE_FIELD',
  'WRONG_TYPE',
  'NOT_AN_INTEGER',
  'TOO_SHORT',
  'TOO_LONG',
  'TOO_FEW',
  'TOO_MANY',
  'TOO_SMALL',
  'TOO_LARGE',
  'TOO_MANY_DECIMALS',
  'NOT_A_MULTIPLE',
  'NUMBER_NOT_EXACT',
  'NOT_UNIQUE',
  'NOT_WELL_FORMED',
  'RESERVED_NAME',
  'UNKNOWN_CURRENCY',
  'INVALID_TEXT',
  'INVALID_SKU',
  'INVALID_ID',
  'UNKNOWN_OPERATION',
  'INVALID_URL',
  'INVALID_FORMAT',
  'INVALID_JSON',
  'PRODUCT_TOO_LARGE',
] as const;

export const FieldErrorCode = z.enum(FIELD_ERROR_CODES);
export type FieldErrorCode = z.infer<typeof FieldErrorCode>;

/** Meanings of these codes. The detail of an error names the fix. */
export const FIELD_ERROR_MEANINGS: Readonly<Record<FieldErrorCode, string>> = {
  REQUIRED: 'A field that is needed is missing.',
  UNKNOWN_FIELD: 'There is no such field.',
  DUPLICATE_FIELD: 'The field is there twice.',
  WRONG_TYPE: 'The field takes a value of another type.',
  NOT_AN_INTEGER: 'The field takes whole numbers only.',
  TOO_SHORT: 'The text has too few characters.',
  TOO_LONG: 'The text has too many characters.',
  TOO_FEW: 'There are too few entries.',
  TOO_MANY: 'There are too many entries.',
  TOO_SMALL: 'The number is too small.',
  TOO_LARGE: 'The number is too large.',
  TOO_MANY_DECIMALS: 'The price has more decimals than its currency.',
  NOT_A_MULTIPLE: 'The number is not a multiple of the one that is named.',
  NUMBER_NOT_EXACT: 'A double does not hold the number exactly as it is written.',
  NOT_UNIQUE: 'Not given any more: what is repeated in a list is dropped.',
  NOT_WELL_FORMED: 'The text is not well-formed Unicode.',
  RESERVED_NAME: 'The name of the field is reserved.',
  UNKNOWN_CURRENCY: 'The currency is no code of ISO 4217 that has a minor unit.',
  INVALID_TEXT: 'The text has a control character, or no visible one.',
  INVALID_SKU: 'The SKU has a character that can’t be seen, or several spaces in a row.',
  INVALID_ID: 'The id is no UUID, or not that of the SKU.',
  UNKNOWN_OPERATION: 'There is no such `op`.',
  INVALID_URL: 'The URL is not an absolute one of http or https.',
  INVALID_FORMAT: 'The value has another form than the field takes.',
  INVALID_JSON: 'The line is not JSON.',
  PRODUCT_TOO_LARGE: 'The product has too many bytes as JSON.',
};

/** An error in one field: `pointer` is a JSON Pointer (RFC 6901) into the request, `detail` names the fix. */
export const FieldError = z
  .object({ pointer: z.string(), code: FieldErrorCode, detail: z.string() })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;
