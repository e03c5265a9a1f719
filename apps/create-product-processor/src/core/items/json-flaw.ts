import { type FieldError, jsonPointer } from '@async-catalog/product-schema';

/**
 * Flaw that `JSON.parse` doesn't report in detail:
 * - `INVALID_JSON`: malformed, and at which line and column, or nested too deep. It is then the only flaw.
 * - `TOO_MANY`: a batch has more items than the limit. It is then the last flaw, and the rest of the
 *   text wasn't read.
 * - `DUPLICATE_FIELD`: a name is given twice in one object; the first such place of each object. `JSON.parse`
 *   keeps the last value, another parser the first: https://www.rfc-editor.org/rfc/rfc8259#section-4
 * - `RESERVED_NAME`: `__proto__`, or the `prototype` of a `constructor`: code that copies objects carelessly
 *   would change all objects.
 * - `NUMBER_NOT_EXACT`: a number that a double doesn't hold, so that another one would be read back:
 *   https://www.rfc-editor.org/rfc/rfc8259#section-6
 */
export interface JsonFlaw {
  readonly path: readonly (string | number)[];
  readonly code: 'INVALID_JSON' | 'TOO_MANY' | 'DUPLICATE_FIELD' | 'RESERVED_NAME' | 'NUMBER_NOT_EXACT';
  readonly detail: string;
}

/** Converts flaws to field errors. Pointers start `depth` levels down in the document. */
export function toFieldErrors(flaws: readonly JsonFlaw[], depth = 0): FieldError[] {
  return flaws.map(({ path, ...flaw }) => ({ pointer: jsonPointer(path.slice(depth)), ...flaw }));
}
