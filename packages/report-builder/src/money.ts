import { currencyDigits, MAX_CURRENCY_DIGITS, type ReportItem } from '@async-catalog/product-schema';

/** An amount in whole minor units: `1250` with 2 digits is 12.50. */
export interface Amount {
  readonly digits: number;
  readonly minorUnits: number;
}

/**
 * Converts a price to minor units of its currency. A price that was taken by an earlier rule, and has more decimals
 * than its currency, gets more digits instead of being rounded.
 */
export function toAmount(price: number, currency: string): Amount {
  let digits = currencyDigits(currency);
  while (digits < MAX_CURRENCY_DIGITS && !isWhole(price, digits)) {
    digits += 1;
  }
  return { digits, minorUnits: Math.round(price * 10 ** digits) };
}

/** Tells whether a price is the double that is closest to a whole number of units. */
function isWhole(price: number, digits: number): boolean {
  const scale = 10 ** digits;
  return Math.round(price * scale) / scale === price;
}

/** Adds amounts exactly: a thousand prices are at most 10^15 units of four digits, below 2^53. */
export function add(a: Amount, b: Amount): Amount {
  const digits = Math.max(a.digits, b.digits);
  return { digits, minorUnits: scaled(a, digits) + scaled(b, digits) };
}

/** Subtracts an amount exactly. */
export function subtract(a: Amount, { digits, minorUnits }: Amount): Amount {
  return add(a, { digits, minorUnits: -minorUnits });
}

function scaled({ digits, minorUnits }: Amount, to: number): number {
  return minorUnits * 10 ** (to - digits);
}

/** Formats an amount as a decimal, without passing through a float. */
export function formatAmount({ digits, minorUnits }: Amount): string {
  if (minorUnits < 0) {
    return `-${formatAmount({ digits, minorUnits: -minorUnits })}`;
  }
  const text = String(minorUnits).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Formats the price that a change replaced, with its currency. */
export function formatPriceBefore({ priceBefore }: ReportItem): string | undefined {
  return (
    priceBefore &&
    `${formatAmount({ digits: priceBefore.digits, minorUnits: priceBefore.priceInMinorUnits })} ${priceBefore.currency}`
  );
}

/** Formats the price of an item, if it is known. */
export function formatPriceOf({
  digits,
  priceInMinorUnits: minorUnits,
}: Pick<ReportItem, 'digits' | 'priceInMinorUnits'>): string | undefined {
  return digits === undefined || minorUnits === undefined ? undefined : formatAmount({ digits, minorUnits });
}
