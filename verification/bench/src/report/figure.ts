const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** Three significant digits; all digits of what has more before the point. */
export function figure(value: number): string {
  return (Math.abs(value) >= 100 ? whole : significant).format(value);
}
