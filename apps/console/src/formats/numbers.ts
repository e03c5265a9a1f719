const NUMBERS = new Intl.NumberFormat();

export function formatCount(count: number): string {
  return NUMBERS.format(count);
}

/** Formats a price, or the code and the plain number where the platform doesn't know the currency. */
export function formatPrice(price: number, currency: string): string {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency, currencyDisplay: 'code' }).format(
      price,
    );
  } catch (error) {
    if (error instanceof RangeError) {
      return `${currency} ${price}`;
    }
    throw error;
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** Formats a size, in steps of 1,000 bytes. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: step === 0 ? 0 : 1 })} ${UNITS[step]}`;
}

export function formatPercent(part: number, whole: number): string {
  const ratio = whole === 0 ? 0 : part / whole;
  return ratio.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 0 });
}
