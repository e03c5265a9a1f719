import { ProblemError } from '@async-catalog/http-contract';
import { checkJson, type JsonFlaw, toFieldErrors } from '../core/items/check-json.ts';

/**
 * Checks a JSON body before `http-json-body-parser` gets it, whose errors say neither place nor fix. Returns
 * the duplicate fields.
 * @throws {ProblemError} `MALFORMED_JSON`, or `INVALID_REQUEST` for a reserved name.
 */
export function checkJsonBody(text: string): JsonFlaw[] {
  if (text.trim() === '') {
    throw new ProblemError('MALFORMED_JSON', 'The body is empty.');
  }
  const flaws = checkJson(text);
  const [first] = flaws;
  if (first?.code === 'INVALID_JSON') {
    throw new ProblemError('MALFORMED_JSON', `At ${first.detail}.`, { errors: toFieldErrors(flaws) });
  }
  const reserved = flaws.filter(({ code }) => code === 'RESERVED_NAME');
  if (reserved.length > 0) {
    throw new ProblemError('INVALID_REQUEST', 'A field has a reserved name; errors says which to rename.', {
      errors: toFieldErrors(reserved),
    });
  }
  return flaws;
}
