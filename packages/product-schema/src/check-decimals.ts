import { currencyDigits, DEFAULT_CURRENCY, isCurrency } from './currencies.ts';
import type { FieldError } from './field-error.ts';
import { PRICE_LIMIT } from './product-fields.ts';

/**
 * Refuses a price that isn't the closest double to a whole number of its currency's minor units: `0.1 + 0.2` has more than two decimals.
 * A price or a currency that is wrong in itself is left to the schema.
 */
export function checkDecimals({ price, currency }: Record<string, unknown>): FieldError[] {
  const code = currency ?? DEFAULT_CURRENCY;
  const isInRange = typeof price === 'number' && price >= 0 && price < PRICE_LIMIT;
  if (!isInRange || typeof code !== 'string' || !isCurrency(code)) {
    return [];
  }
  const digits = currencyDigits(code);
  const scale = 10 ** digits;
  if (Math.round(price * scale) / scale === price) {
    return [];
  }
  const decimals = `${digits} decimals of ${code}${currency == null ? ', the default currency' : ''}`;
  const rounded = digits === 0 ? 'send a whole number' : 'round it';
  // The product may keep a currency that has more of them.
  const fix = currency == null ? `send the currency with the price, or ${rounded}` : rounded;
  return [{ pointer: '/price', code: 'TOO_MANY_DECIMALS', detail: `has more than the ${decimals}; ${fix}` }];
}
