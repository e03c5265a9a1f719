const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Writes a number with three significant digits, or all digits before the point if there are more. */
export function figure(value: number): string {
  return (Math.abs(value) >= 100 ? whole : significant).format(value);
}
