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

/** An error in one field: `pointer` is a JSON Pointer (RFC 6901) into the request, `detail` names the fix. */
export const FieldError = z
  .object({ pointer: z.string(), code: FieldErrorCode, detail: z.string() })
  .meta({ id: 'FieldError' });
export type FieldError = z.infer<typeof FieldError>;
