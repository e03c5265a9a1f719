import { type FieldError, jsonPointer } from '@async-catalog/product-schema';
import { type JSONPath, printParseErrorCode, visit } from 'jsonc-parser';

/** Deeper than any product; RFC 8259 section 9 lets a parser set a limit, and a stack has one anyway. */
export const MAX_JSON_DEPTH = 32;

/**
 * Flaw that `JSON.parse` doesn't report in detail:
 * - `INVALID_JSON`: malformed, and at which line and column, or nested too deep. It is then the only flaw.
 * - `DUPLICATE_FIELD`: a name is given twice in one object; the first such place of each object. `JSON.parse`
 *   keeps the last value, another parser the first: https://www.rfc-editor.org/rfc/rfc8259#section-4
 * - `RESERVED_NAME`: `__proto__`, or the `prototype` of a `constructor`: code that copies objects carelessly
 *   would change all objects.
 */
export interface JsonFlaw {
  readonly path: JSONPath;
  readonly code: 'INVALID_JSON' | 'DUPLICATE_FIELD' | 'RESERVED_NAME';
  readonly detail: string;
}

/** Converts flaws to field errors. Pointers start `depth` levels down in the document. */
export function toFieldErrors(flaws: readonly JsonFlaw[], depth = 0): FieldError[] {
  return flaws.map(({ path, ...flaw }) => ({ pointer: jsonPointer(path.slice(depth)), ...flaw }));
}

/**
 * Finds the flaws of a JSON text that begins on line `firstLine` of the request. Linear: about 10 ms for each
 * MiB.
 */
export function checkJson(text: string, firstLine = 1): JsonFlaw[] {
  const flaws: JsonFlaw[] = [];
  const open: { names: Set<string>; repeats: boolean }[] = [];
  let depth = 0;
  /** Counts lines by LF, as NDJSON does; the visitor would count a lone CR too. */
  const malformed = (offset: number, reason: string): MalformedJson => {
    const before = text.slice(0, offset);
    const line = firstLine + before.split('\n').length - 1;
    return new MalformedJson(`line ${line}, column ${offset - before.lastIndexOf('\n')}: ${reason}`);
  };
  const enter = (offset: number): void => {
    depth += 1;
    if (depth > MAX_JSON_DEPTH) {
      throw malformed(offset, `nests deeper than ${MAX_JSON_DEPTH} levels`);
    }
  };
  try {
    visit(
      text,
      {
        onObjectBegin(offset) {
          enter(offset);
          open.push({ names: new Set(), repeats: false });
        },
        onObjectEnd() {
          depth -= 1;
          open.pop();
        },
        onArrayBegin(offset) {
          enter(offset);
        },
        onArrayEnd() {
          depth -= 1;
        },
        onObjectProperty(name, _offset, _length, _line, _column, pathOfObject) {
          if (isReserved(name, pathOfObject)) {
            const path = [...pathOfObject(), name];
            flaws.push({ path, code: 'RESERVED_NAME', detail: 'is a reserved name; choose another' });
          }
          const object = open.at(-1);
          if (object?.names.has(name) === true && !object.repeats) {
            object.repeats = true;
            const path = [...pathOfObject(), name];
            flaws.push({ path, code: 'DUPLICATE_FIELD', detail: 'is given more than once; send it once' });
          }
          object?.names.add(name);
        },
        onError(error, offset) {
          throw malformed(offset, toWords(printParseErrorCode(error)));
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error instanceof MalformedJson) {
      return [{ path: [], code: 'INVALID_JSON', detail: error.message }];
    }
    throw error;
  }
  return flaws;
}

function isReserved(name: string, pathOfObject: () => JSONPath): boolean {
  return name === '__proto__' || (name === 'prototype' && pathOfObject().at(-1) === 'constructor');
}

/** Error that ends the visit, because nothing after malformed JSON is reliable. */
class MalformedJson extends Error {}

/** Converts an error code to words: `CommaExpected` is "comma expected". */
function toWords(code: string): string {
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
