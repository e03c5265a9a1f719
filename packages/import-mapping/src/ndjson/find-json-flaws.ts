import { type FieldError, jsonPointer, MAX_FIELD_ERRORS } from '@async-catalog/product-schema';
import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { MAX_DIGITS } from '../mapping/parse-number.ts';
import { isExactNumber } from './is-exact-number.ts';

/** Names that may be reserved ones. */
const RESERVED = /__proto__|prototype|\\u/;

/**
 * Lists what `JSON.parse` hides in a text of which it made `content`: names given twice, reserved ones, numbers that a
 * double doesn't hold.
 */
export function findJsonFlaws(text: string, content: unknown): FieldError[] {
  // What is written as it was read has lost nothing. Most files are compact, and this takes a fifth of the visitor's time.
  return JSON.stringify(content) === text && !RESERVED.test(text) ? [] : visitFlaws(text);
}

function visitFlaws(text: string): FieldError[] {
  const flaws: FieldError[] = [];
  const names: Set<string>[] = [];
  const add = (path: readonly PropertyKey[], code: FieldError['code'], detail: string): void => {
    if (flaws.length < MAX_FIELD_ERRORS) {
      flaws.push({ pointer: jsonPointer(path), code, detail });
    }
  };
  visit(text, {
    onObjectBegin: () => {
      names.push(new Set());
    },
    onObjectEnd: () => {
      names.pop();
    },
    onObjectProperty: (name, _offset, _length, _line, _character, pathOf) => {
      const seen = names.at(-1);
      if (seen?.has(name) === true) {
        add([...pathOf(), name], 'DUPLICATE_FIELD', 'is given twice; send it once');
      }
      seen?.add(name);
      if (name === '__proto__' || (name === 'prototype' && pathOf().at(-1) === 'constructor')) {
        add([...pathOf(), name], 'RESERVED_NAME', 'is a reserved name; choose another key');
      }
    },
    onLiteralValue: (value, offset, length, _line, _character, pathOf) => {
      const digits = typeof value === 'number' ? text.slice(offset, offset + length) : '';
      if ((digits.length > MAX_DIGITS || /e/i.test(digits)) && !isExactNumber(digits)) {
        add(
          pathOf(),
          'NUMBER_NOT_EXACT',
          `is ${digits.slice(0, 60)}, which a double does not hold; round it, or send it as a string`,
        );
      }
    },
  });
  return flaws;
}

/** Says where a text isn't JSON. */
export function describeJsonError(text: string): string {
  const first = firstError(text);
  return first === undefined
    ? 'is not valid JSON'
    : `is not valid JSON at character ${first.offset + 1} (${printParseErrorCode(first.code)})`;
}

function firstError(text: string): { code: ParseErrorCode; offset: number } | undefined {
  const errors: { code: ParseErrorCode; offset: number }[] = [];
  try {
    visit(text, { onError: (code, offset) => errors.push({ code, offset }) }, { disallowComments: true });
  } catch (error) {
    // The visitor calls itself at each level of nesting.
    if (!(error instanceof RangeError)) {
      throw error;
    }
  }
  return errors[0];
}
