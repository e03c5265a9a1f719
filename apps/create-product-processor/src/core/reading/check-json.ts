import type { FieldError } from '@async-catalog/product-schema';
import { type JSONPath, printParseErrorCode, visit } from 'jsonc-parser';

/** Deeper than any product; RFC 8259 section 9 lets a parser set a limit, and a stack has one anyway. */
export const MAX_JSON_DEPTH = 32;

export interface CheckedJson {
  /** Why the document can't be taken as it is. */
  readonly fault: FieldError | undefined;
  /** What is wrong with parts of it, which the rest needn't suffer for. */
  readonly flaws: readonly Flaw[];
  /** The same, with another name in the place of each reserved one, for a parser that refuses the whole for these. */
  readonly parsable: string;
}

/**
 * - `DUPLICATE_FIELD`: a name is given twice in one object; the first such place of each object. `JSON.parse` keeps the last value and drops
 *   the others without a word; another parser keeps the first: https://www.rfc-editor.org/rfc/rfc8259#section-4
 * - `RESERVED_NAME`: `__proto__`, or the `prototype` of a `constructor`: by these, who copies objects carelessly changes all of them.
 */
export interface Flaw {
  readonly path: JSONPath;
  readonly code: 'DUPLICATE_FIELD' | 'RESERVED_NAME';
}

/**
 * Reads JSON for what `JSON.parse` doesn't tell: where it is malformed, names given twice, reserved names, too deep nesting.
 * Linear: about 10 ms for each MiB. `firstLine` is the line in the request that the text begins on.
 */
export function checkJson(text: string, firstLine = 1): CheckedJson {
  const flaws: Flaw[] = [];
  const parsable: string[] = [];
  let copied = 0;
  const open: { names: Set<string>; repeats: boolean }[] = [];
  let depth = 0;
  /** A lone CR, which the visitor counts as a line's end too, ends none here: NDJSON knows LF and CR LF. */
  const invalid = (offset: number, what: string): Fault => {
    const before = text.slice(0, offset);
    const line = firstLine + before.split('\n').length - 1;
    return malformed(line, offset - before.lastIndexOf('\n'), what);
  };
  const enter = (offset: number): void => {
    depth += 1;
    if (depth > MAX_JSON_DEPTH) {
      throw invalid(offset, `nests deeper than ${MAX_JSON_DEPTH} levels`);
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
        onObjectProperty(name, offset, length, _line, _column, pathOfObject) {
          if (isReserved(name, pathOfObject)) {
            flaws.push({ path: [...pathOfObject(), name], code: 'RESERVED_NAME' });
            parsable.push(text.slice(copied, offset), '"reserved"');
            copied = offset + length;
          }
          const object = open.at(-1);
          if (object?.names.has(name) === true && !object.repeats) {
            object.repeats = true;
            flaws.push({ path: [...pathOfObject(), name], code: 'DUPLICATE_FIELD' });
          }
          object?.names.add(name);
        },
        onError(error, offset) {
          throw invalid(offset, wordsOf(printParseErrorCode(error)));
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error instanceof Fault) {
      return { fault: error.fieldError, flaws, parsable: text };
    }
    throw error;
  }
  return { fault: undefined, flaws, parsable: [...parsable, text.slice(copied)].join('') };
}

function isReserved(name: string, pathOfObject: () => JSONPath): boolean {
  return name === '__proto__' || (name === 'prototype' && pathOfObject().at(-1) === 'constructor');
}

/** Ends the visit: what follows a fault says nothing more, and recursion ends here. */
class Fault extends Error {
  readonly fieldError: FieldError;

  constructor(fieldError: FieldError) {
    super(fieldError.detail);
    this.fieldError = fieldError;
  }
}

function malformed(line: number, column: number, what: string): Fault {
  return new Fault({
    pointer: '',
    code: 'INVALID_JSON',
    detail: `line ${line}, column ${column}: ${what}`,
  });
}

/** `CommaExpected` is "comma expected". */
function wordsOf(code: string): string {
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
