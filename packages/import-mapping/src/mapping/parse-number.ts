/** A whole part in groups of three digits, by whatever comes between thousands. */
const GROUPED = /^-?\d{1,3}([,.'’\u0020\u00a0\u202f])\d{3}(?:\1\d{3})*$/;
const WHOLE = /^-?\d*$/;
const DIGITS = /^\d+$/;

/** A double holds any 15 digits exactly: https://en.cppreference.com/w/cpp/types/numeric_limits/digits10 */
export const MAX_DIGITS = 15;

export type ParsedNumber =
  | { readonly number: number }
  | { readonly problem: 'not-a-number' | 'ambiguous' | 'not-exact' };

/**
 * Reads a number by its decimal mark. Without one a point is taken, and a text that could be another number with a comma
 * (`1,234`, `12,50`) is ambiguous.
 */
export function parseNumber(text: string, decimal: '.' | ',' | undefined): ParsedNumber {
  const parsed = parseWith(text, decimal ?? '.');
  return decimal === undefined && text.includes(',') && 'number' in parseWith(text, ',')
    ? { problem: 'ambiguous' }
    : parsed;
}

function parseWith(text: string, mark: '.' | ','): ParsedNumber {
  const [whole = '', fraction, ...more] = text.split(mark);
  const group = WHOLE.test(whole) ? '' : GROUPED.exec(whole)?.[1];
  const isNumber =
    more.length === 0 &&
    (fraction === undefined ? whole !== '' && whole !== '-' : DIGITS.test(fraction)) &&
    group !== undefined &&
    group !== mark;
  if (!isNumber) {
    return { problem: 'not-a-number' };
  }
  const digits = group === '' ? whole : whole.replaceAll(group, '');
  const plain = fraction === undefined ? digits : `${digits}.${fraction}`;
  return plain.length > MAX_DIGITS && significantDigits(plain) > MAX_DIGITS
    ? { problem: 'not-exact' }
    : { number: Number(plain) };
}

function significantDigits(plain: string): number {
  return plain.replaceAll(/^[-0.]+|\./g, '').length;
}
