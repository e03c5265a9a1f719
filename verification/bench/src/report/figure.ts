const LEAST_DIGITS = 3;

/** Intl writes no more: https://tc39.es/ecma402/#sec-setnfdigitoptions. 17 are enough for any number. */
const MOST_DIGITS = 21;

/**
 * Writes a number with three significant digits, or all digits before the point if there are more.
 * @param apartFrom A number that this one is compared with: more digits are written until what is written is above it,
 * below it, or equal to it, as the number is.
 */
export function figure(value: number, apartFrom = Number.NaN): string {
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  for (let digits = Math.max(LEAST_DIGITS, whole); digits < MOST_DIGITS; digits += 1) {
    const text = withDigits(value, digits);
    // Beside no number, both are NaN.
    if (Object.is(sideOf(Number(text.replaceAll(',', '')), apartFrom), sideOf(value, apartFrom))) {
      return text;
    }
  }
  return withDigits(value, MOST_DIGITS);
}

function withDigits(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: digits });
}

function sideOf(value: number, limit: number): number {
  return Math.sign(value - limit);
}
