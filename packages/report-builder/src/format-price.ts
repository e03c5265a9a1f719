/** Formats hundredths as a decimal: `1250` is `12.50`. */
export function formatPrice(hundredths: number): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
