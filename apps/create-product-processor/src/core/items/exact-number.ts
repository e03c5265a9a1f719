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

/**
 * Tells whether a JSON number has the value that a double which is made of it is written with. `1.10` and `1e3`
 * have, `9007199254740993` doesn't. `-0` has: its value is 0.
 * @param units the text, in which the number goes from `start` to `end`
 */
export function isExactNumber(units: Uint16Array, start: number, end: number): boolean {
  let digits = 0;
  let integerDigits = -1;
  let first = -1;
  let last = -1;
  let at = start;
  let firstAt = start;
  let lastAt = start;
  for (; at < end && (units[at]! | 0x20) !== 0x65; at += 1) {
    const code = units[at]!;
    if (code === POINT) {
      integerDigits = digits;
    } else if (code !== MINUS) {
      if (code !== ZERO) {
        if (first === -1) {
          first = digits;
          firstAt = at;
        }
        last = digits;
        lastAt = at;
      }
      digits += 1;
    }
  }
  if (first === -1) {
    return true;
  }
  const unitsExponent =
    (integerDigits === -1 ? digits : integerDigits) - 1 + readExponent(units, at + 1, end);
  const highest = unitsExponent - first;
  const lowest = unitsExponent - last;
  const significant = last - first + 1;
  if (significant > MAX_DIGITS || highest > MAX_EXPONENT || highest < MIN_EXPONENT) {
    return false;
  }
  // No two decimals of so few digits share a double, as long as neither end of its range is near.
  if (significant <= KEPT_DIGITS && highest < MAX_EXPONENT && lowest > MIN_EXPONENT) {
    return true;
  }
  const written = writeExponential(units, firstAt, lastAt + 1, highest);
  return Number(written).toExponential() === written;
}

/** Becomes infinite where there are too many digits. */
function readExponent(units: Uint16Array, start: number, end: number): number {
  let exponent = 0;
  for (let at = start; at < end; at += 1) {
    const digit = units[at]! - ZERO;
    exponent = digit >= 0 ? exponent * 10 + digit : exponent;
  }
  return units[start] === MINUS ? -exponent : exponent;
}

/** Writes a number as `toExponential` does. */
function writeExponential(units: Uint16Array, start: number, end: number, exponent: number): string {
  const digits = String.fromCharCode(...units.subarray(start, end)).replace('.', '');
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits.charAt(0)}${fraction}e${exponent < 0 ? '' : '+'}${exponent}`;
}
