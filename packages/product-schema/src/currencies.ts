import * as dinero from 'dinero.js/currencies';

/** Currency of a price that comes without one. */
export const DEFAULT_CURRENCY = 'USD';

/** Currencies that ISO 4217 has moved from list one to its list of historic ones since the package was published. */
const WITHDRAWN: ReadonlySet<string> = new Set([
  'BGN', // amendment 180, 2026-01-01
]);

/** ISO 4217's list one, without the codes that have no minor unit, such as gold and the code for tests (docs/adr/0024). */
const DIGITS: ReadonlyMap<string, number> = new Map(
  Object.values(dinero)
    .filter(({ code }) => !WITHDRAWN.has(code))
    // Where a unit is divided by five, the package has one digit in base 5 and ISO 4217 two.
    .map(({ code, base, exponent }) => [code, base === 10 ? exponent : 2]),
);

/** Most decimals that a currency has. */
export const MAX_CURRENCY_DIGITS = 4;

/** Tells whether a code is a currency in use. */
export function isCurrency(code: string): boolean {
  return DIGITS.has(code);
}

/** Currencies without decimals. */
export const WHOLE_CURRENCIES: readonly string[] = [...DIGITS].flatMap(([code, digits]) =>
  digits === 0 ? [code] : [],
);

/** Looks up a currency's number of decimals: 0, 2, 3 or 4. It is 2 for one that is no longer listed. */
export function currencyDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}
