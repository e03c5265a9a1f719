/** Digits that a double always keeps: DBL_DIG of C, https://en.cppreference.com/w/c/types/limits */
export const KEPT_DIGITS = 15;

/** Digits of the longest number that a double is ever written as. */
const MAX_DIGITS = 17;

/** Exponents of a number's first digit. Above it is infinite, below it is 0. */
const MAX_EXPONENT = 308;
const MIN_EXPONENT = -324;

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const LOWER_E = 0x65;

/**
 * Tells whether a JSON number, which goes from `start` to `end` in a text, has the value that a double which is made
 * of it is written with. `1.10` and `1e3` have, `9007199254740993` doesn't. `-0` has: its value is 0.
 */
export function isExactNumber(text: string, start: number, end: number): boolean {
  let digits = 0;
  let integerDigits = -1;
  let first = -1;
  let last = -1;
  let firstAt = start;
  let at = start;
  let code = text.charCodeAt(at);
  for (; at < end && (code | 0x20) !== LOWER_E; code = text.charCodeAt(at)) {
    if (code === POINT) {
      integerDigits = digits;
    } else if (code !== MINUS) {
      if (code !== ZERO) {
        last = digits;
        if (first === -1) {
          first = digits;
          firstAt = at;
        }
      }
      digits += 1;
    }
    at += 1;
  }
  if (first === -1) {
    return true;
  }
  const lastInteger = (integerDigits === -1 ? digits : integerDigits) - 1;
  const exponent = lastInteger + readExponent(text, at + 1, end);
  const highest = exponent - first;
  const significant = last - first + 1;
  if (significant > MAX_DIGITS || highest > MAX_EXPONENT || highest < MIN_EXPONENT) {
    return false;
  }
  // No two decimals of so few digits share a double, but where doubles are sparse near 0.
  const isKept = significant <= KEPT_DIGITS && exponent - last > MIN_EXPONENT;
  if (isKept && highest < MAX_EXPONENT) {
    return true;
  }
  const value = Number(text.slice(start, end));
  return Number.isFinite(value) && (isKept || hasDigits(String(value), text, firstAt, significant));
}

/** Becomes infinite where there are too many digits. */
function readExponent(text: string, start: number, end: number): number {
  let exponent = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    exponent = digit >= 0 ? exponent * 10 + digit : exponent;
  }
  return text.charCodeAt(start) === MINUS ? -exponent : exponent;
}

/**
 * Tells whether a number as JavaScript writes it has those significant digits, and no more. Their exponents are the
 * same: one was made of the other.
 */
function hasDigits(written: string, text: string, firstAt: number, significant: number): boolean {
  let at = firstAt;
  let left = significant;
  for (let position = 0; position < written.length; position += 1) {
    const code = written.charCodeAt(position);
    if (code === LOWER_E) {
      break;
    }
    const isPadding = code === ZERO && (left === significant || left === 0);
    if (code !== MINUS && code !== POINT && !isPadding) {
      at = text.charCodeAt(at) === POINT ? at + 1 : at;
      if (left === 0 || text.charCodeAt(at) !== code) {
        return false;
      }
      at += 1;
      left -= 1;
    }
  }
  return left === 0;
}
