import type { Report } from '@async-catalog/client';

type Summary = Report['summary'];

interface Sum {
  readonly currency: string;
  readonly products: number;
  readonly digits: number;
  readonly minorUnits: number;
}

/** Makes a row of each currency, those with the most products first; beyond `most` currencies, one row of all others. */
export function summarize(
  totals: Summary['totals'],
  changes: Summary['priceChanges'],
  most: number,
): (string | number)[][] {
  const sums = add(totals.map((total) => ({ ...total, minorUnits: total.priceInMinorUnits })));
  const changed = add(changes.map((change) => ({ ...change, minorUnits: change.differenceInMinorUnits })));
  const rows = sums
    .toSorted((a, b) => b.products - a.products)
    .map((sum) => {
      const change = changed.find(({ currency }) => currency === sum.currency);
      return [
        sum.currency,
        sum.products,
        formatAmount(sum),
        change === undefined ? '' : formatAmount(change, 'exceptZero'),
      ];
    });
  const others = sums.length - most;
  return others <= 1
    ? rows
    : [
        ...rows.slice(0, most),
        [
          `${others} others`,
          rows.slice(most).reduce((sum, [, products]) => sum + Number(products), 0),
          '',
          '',
        ],
      ];
}

/** Adds up by currency, in the decimals of the amount that has the most. */
function add(amounts: readonly Sum[]): Sum[] {
  return [...Map.groupBy(amounts, ({ currency }) => currency)].map(([currency, group]) => {
    const digits = Math.max(...group.map((amount) => amount.digits));
    return {
      currency,
      digits,
      products: group.reduce((sum, { products }) => sum + products, 0),
      minorUnits: group.reduce((sum, amount) => sum + amount.minorUnits * 10 ** (digits - amount.digits), 0),
    };
  });
}

function formatAmount({ minorUnits, digits }: Sum, signDisplay: 'auto' | 'exceptZero' = 'auto'): string {
  return new Intl.NumberFormat('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay,
  }).format(minorUnits / 10 ** digits);
}
