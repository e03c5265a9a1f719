const LEAST_DIGITS = 3;

/** Intl writes no more: https://tc39.es/ecma402/#sec-setnfdigitoptions. 17 are enough for any number. */
const MOST_DIGITS = 21;

/**
 * Writes a number with three significant digits, or all digits before the point if there are more.
 * @param apartFrom A number that this one is compared with: more digits are written until what is written is above it,
 * below it, or equal to it, as the number is.
 */
export function figure(value: number, apartFrom?: number): string {
  const whole = Math.floor(Math.log10(Math.abs(value))) + 1;
  let digits = Math.max(LEAST_DIGITS, whole);
  let text = withDigits(value, digits);
  while (
    apartFrom !== undefined &&
    digits < MOST_DIGITS &&
    sideOf(text, apartFrom) !== sideOf(value, apartFrom)
  ) {
    digits += 1;
    text = withDigits(value, digits);
  }
  return text;
}

function sideOf(value: number | string, limit: number): number {
  return Math.sign(Number(String(value).replaceAll(',', '')) - limit);
}

function withDigits(value: number, digits: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: digits });
}
