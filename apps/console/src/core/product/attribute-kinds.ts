import type { Product } from '@async-catalog/client';

export type AttributeValue = NonNullable<Product['attributes']>[string];

/** Kinds of attribute values, in the words of the form. */
export const ATTRIBUTE_KINDS = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  list: 'List of texts',
  numbers: 'List of numbers',
  json: 'Mixed list (JSON)',
} as const;
export type AttributeKind = keyof typeof ATTRIBUTE_KINDS;

/** Recognizes the kind of a value. A list that can't be one entry a line is edited as JSON. */
export function kindOf(value: AttributeValue): AttributeKind {
  if (!Array.isArray(value)) {
    return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
  }
  if (value.length > 0 && value.every((entry) => typeof entry === 'number')) {
    return 'numbers';
  }
  return value.every(
    (entry) => typeof entry === 'string' && entry.trim() === entry && /^[^\r\n]+$/.test(entry),
  )
    ? 'list'
    : 'json';
}

/** Writes a value as the form shows it: lists with one entry a line. */
export function textOf(value: AttributeValue): string {
  if (!Array.isArray(value)) {
    return String(value);
  }
  return kindOf(value) === 'json' ? JSON.stringify(value) : value.join('\n');
}

/** Reads what was typed, or says how to correct it. */
export function readAttribute(
  kind: AttributeKind,
  text: string,
): { readonly value: AttributeValue } | { readonly error: string } {
  switch (kind) {
    case 'text':
      return { value: text };
    case 'boolean':
      return { value: text === 'true' };
    case 'number':
      return isNumber(text) ? { value: Number(text) } : { error: NOT_A_NUMBER };
    case 'list':
      return { value: linesOf(text) };
    case 'numbers': {
      const wrong = linesOf(text).find((line) => !isNumber(line));
      return wrong === undefined
        ? { value: linesOf(text).map(Number) }
        : { error: `“${wrong}” is not a number; write one number a line` };
    }
    default:
      return readList(text);
  }
}

const NOT_A_NUMBER = 'is not a number; write one such as 12.5';

/** Tells whether a text is a decimal number with a point, as JSON writes it. */
export function isNumber(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim());
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}

function readList(text: string): { readonly value: AttributeValue } | { readonly error: string } {
  const wrong = { error: 'is not a list in JSON; write one such as ["red", 2, true]' };
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? { value: value as AttributeValue } : wrong;
  } catch {
    return wrong;
  }
}
