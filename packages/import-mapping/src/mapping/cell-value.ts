import type { FieldError, ImportMapping } from '@async-catalog/product-schema';
import { parseNumber } from './parse-number.ts';

type Parsed = { readonly value: unknown } | { readonly error: Pick<FieldError, 'code' | 'detail'> };

/** Reads the value of a field from the text of a cell, which is trimmed and not blank. */
export function parseCell(field: string, text: string, { decimal, separator }: ImportMapping): Parsed {
  switch (field) {
    case 'price':
      return parsePrice(text, decimal);
    case 'tags':
      return { value: splitCell(text, separator ?? ',') };
    case 'images':
      return { value: splitImages(text, separator) };
    case 'op':
      return { value: text.toLowerCase() };
    case 'ifVersion':
      return { value: /^\d{1,15}$/.test(text) ? Number(text) : text };
    default:
      return { value: field.startsWith('attributes.') ? toScalar(text) : text };
  }
}

function parsePrice(text: string, decimal: ImportMapping['decimal']): Parsed {
  const parsed = parseNumber(text, decimal);
  if ('number' in parsed) {
    return { value: parsed.number };
  }
  const shown = JSON.stringify(text.slice(0, 40));
  switch (parsed.problem) {
    case 'ambiguous':
      return {
        error: {
          code: 'INVALID_FORMAT',
          detail: `is ${shown}, which depends on the decimal mark; say it in the mapping: "decimal": "," or "."`,
        },
      };
    case 'not-exact':
      return {
        error: { code: 'NUMBER_NOT_EXACT', detail: `is ${shown}, which has more than 15 digits; round it` },
      };
    default:
      return {
        error: {
          code: 'WRONG_TYPE',
          detail: `is ${shown}, which is not a number with the decimal mark "${decimal ?? '.'}"; send digits alone, without a currency`,
        },
      };
  }
}

/** Splits a cell at a separator. */
function splitCell(text: string, separator: string | RegExp): string[] {
  return text
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Ends of a URL before another one. With several blanks at its start, it would cost the square of their number. */
const URL_END = /[,;|]\s*(?=https?:\/\/)|\s(?=https?:\/\/)/i;

/** The same where a separator is given; no URL has a blank in it. */
const CLEAR_URL_END = /,\s+(?=https?:\/\/)/i;

/** Splits a cell of URLs. They can hold commas, so that without a separator they only end before another URL. */
function splitImages(text: string, separator: string | undefined): string[] {
  return separator === undefined
    ? splitCell(text, URL_END)
    : splitCell(text, separator).flatMap((part) => splitCell(part, CLEAR_URL_END));
}

/** Reads a number or boolean only where its text is the only one for it: `1.50` and `007` stay texts. */
function toScalar(text: string): string | number | boolean {
  const first = text.charCodeAt(0);
  if (first <= 0x39) {
    const number = Number(text);
    return String(number) === text && Number.isFinite(number) && text.replace(/\D/g, '').length <= 15
      ? number
      : text;
  }
  switch (text) {
    case 'true':
    case 'TRUE':
      return true;
    case 'false':
    case 'FALSE':
      return false;
    default:
      return text;
  }
}
