import { ProblemError } from '@async-catalog/http-contract';
import { checkJson, type JsonFlaw, toFieldError } from '../core/items/check-json.ts';

/**
 * Checks a JSON body before `http-json-body-parser` gets it, whose errors say neither place nor fix. Returns the duplicate fields.
 * @throws {ProblemError} `MALFORMED_JSON`, or `INVALID_REQUEST` for a reserved name.
 */
export function checkJsonBody(text: string): JsonFlaw[] {
  if (text.trim() === '') {
    throw new ProblemError('MALFORMED_JSON', 'The body is empty.');
  }
  const flaws = checkJson(text);
  const malformed = flaws.find(({ code }) => code === 'INVALID_JSON');
  if (malformed !== undefined) {
    throw new ProblemError('MALFORMED_JSON', `At ${malformed.detail}.`, {
      errors: [toFieldError(malformed)],
    });
  }
  const reserved = flaws.filter(({ code }) => code === 'RESERVED_NAME');
  if (reserved.length > 0) {
    throw new ProblemError(
      'INVALID_REQUEST',
      'The body has a field with a reserved name; errors says where. Rename the field.',
      { errors: reserved.map((flaw) => toFieldError(flaw)) },
    );
  }
  return flaws;
}
