import type { Report } from '@async-catalog/client';
import { expect, it } from 'vitest';
import { amountOf, rowsOfReport } from './item-rows.ts';

it('shows of each item its price, the one before, and the error that its issue gives', () => {
  const report = {
    items: [
      {
        index: 0,
        outcome: 'saved',
        sku: 'A',
        currency: 'EUR',
        digits: 2,
        priceInMinorUnits: 1250,
        priceBefore: { currency: 'USD', digits: 2, priceInMinorUnits: 999 },
      },
      { index: 1, outcome: 'failed' },
    ],
    issues: [
      { index: 0, severity: 'warning', code: 'DUPLICATE_SKU', pointer: '/sku', detail: 'twice' },
      { index: 1, severity: 'error', code: 'PRODUCT_NOT_FOUND', pointer: '', detail: 'not there' },
    ],
  } as unknown as Report;
  const [saved, failed] = rowsOfReport(report);

  expect([amountOf(saved!.price!), amountOf(saved!.priceBefore!)]).toEqual([12.5, 9.99]);
  expect(saved?.error).toBeUndefined();
  expect(failed).toMatchObject({ price: undefined, error: { code: 'PRODUCT_NOT_FOUND' } });
});
