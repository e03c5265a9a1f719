import type { ItemResult } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it } from 'vitest';
import { buildReport } from './index.ts';
import { renderCsv } from './render-csv.ts';
import { renderText } from './render-text.ts';
import { itemResult } from './testing/facts.ts';

function reportOf(...results: Partial<ItemResult>[]) {
  const indexes = new Set(results.keys());
  return buildReport({
    record: submissionRecord({ total: results.length, saved: indexes }),
    results: results.map((result, index) => itemResult(index, { op: 'put', ...result })),
    rejected: [],
    completedAt: '2026-01-31T09:30:01.500Z',
  });
}

const codesOf = (result: Partial<ItemResult>) =>
  reportOf(result).issues.map(({ code, severity }) => [severity, code]);

const product = (sku: string) => ({ productId: itemResult(sku.length).productId, sku });

describe('a report of changes', () => {
  it('counts a file of 1,000 rows, put again with 10 other prices, and sums up the difference by currency', () => {
    const results = Array.from({ length: 1000 }, (_, n): Partial<ItemResult> => {
      const currency = n % 2 === 0 ? 'EUR' : 'JPY';
      return n < 10
        ? {
            change: 'updated',
            changedFields: ['price'],
            version: 2,
            currency,
            price: n % 2 === 0 ? 10.5 : 90,
            priceBefore: n % 2 === 0 ? 10 : 100,
            currencyBefore: currency,
          }
        : { change: 'unchanged', version: 2, currency };
    });

    const { changes, priceChanges, status } = reportOf(...results).summary;

    expect(status).toBe('completed');
    expect(changes).toEqual({ created: 0, updated: 10, unchanged: 990, deleted: 0 });
    expect(priceChanges).toEqual([
      { currency: 'EUR', products: 5, digits: 2, differenceInMinorUnits: 250 },
      { currency: 'JPY', products: 5, digits: 0, differenceInMinorUnits: -50 },
    ]);
  });

  it('counts a product once in the totals, as the last item leaves it', () => {
    const { totals } = reportOf(
      { ...product('A'), price: 1 },
      { ...product('A'), op: 'patch', change: 'updated', price: 3 },
      { ...product('BB'), price: 5 },
      { ...product('BB'), op: 'delete', change: 'deleted', price: undefined, currency: undefined },
    ).summary;

    expect(totals).toMatchObject([{ currency: 'EUR', products: 1, priceInMinorUnits: 300 }]);
  });

  it.each<[string, Partial<ItemResult>[], object[]]>([
    [
      'a put that came after a patch of the same product',
      [
        { op: 'put', change: 'updated', version: 3, price: 7 },
        { op: 'patch', change: 'updated', version: 2, price: 5 },
      ],
      [{ products: 1, priceInMinorUnits: 700 }],
    ],
    [
      'a delete that came after a newer patch',
      [
        { op: 'delete', change: 'deleted', version: 3, price: undefined, currency: undefined },
        { op: 'patch', change: 'updated', version: 2, price: 5 },
      ],
      [],
    ],
    [
      'a put that is only known from a repeated delivery',
      [
        { op: 'put', version: 9, price: 7 },
        { op: 'patch', change: 'updated', version: 2, price: 5 },
      ],
      [{ products: 1, priceInMinorUnits: 500 }],
    ],
  ])('counts a product as it is in the end, after %s', (_, results, totals) => {
    const sameProduct = results.map((result) => ({ ...product('A'), ...result }));

    expect(reportOf(...sameProduct).summary.totals).toMatchObject(totals);
    expect(reportOf(...sameProduct).summary.totals).toHaveLength(totals.length);
  });

  it('counts a product once whose price changes twice, with the sum of both changes', () => {
    const updated: Partial<ItemResult> = {
      ...product('A'),
      change: 'updated',
      changedFields: ['price'],
      currencyBefore: 'EUR',
    };

    const { changes, priceChanges } = reportOf(
      { ...updated, version: 2, priceBefore: 10, price: 12 },
      { ...updated, version: 3, priceBefore: 12, price: 9.5 },
    ).summary;

    expect(changes.updated).toBe(2);
    expect(priceChanges).toEqual([{ currency: 'EUR', products: 1, digits: 2, differenceInMinorUnits: -50 }]);
  });

  it.each<[string, Partial<ItemResult>[]]>([
    [
      'made, changed and deleted',
      [
        { op: 'put', change: 'created', version: 1 },
        { op: 'patch', change: 'updated', version: 2, priceBefore: 10, currencyBefore: 'EUR', price: 12 },
        { op: 'delete', change: 'deleted', version: 3, price: undefined, currency: undefined },
      ],
    ],
    [
      'made and changed',
      [
        { op: 'put', change: 'created', version: 1 },
        { op: 'patch', change: 'updated', version: 2, priceBefore: 10, currencyBefore: 'EUR', price: 12 },
      ],
    ],
    [
      'changed and deleted, the last by an earlier delivery',
      [
        { op: 'patch', change: 'updated', version: 2, priceBefore: 10, currencyBefore: 'EUR', price: 12 },
        { op: 'delete', version: 3, price: undefined, currency: undefined },
      ],
    ],
  ])('has no price change of a product that the submission %s', (_, results) => {
    const report = reportOf(...results.map((result) => ({ ...product('A'), ...result })));

    expect(report.summary.priceChanges).toEqual([]);
  });

  it('says where people read it that an earlier delivery saved an item', () => {
    const report = reportOf({ change: undefined, sku: 'A' }, { change: undefined, op: undefined, sku: 'B' });

    const text = [...renderText(report)].join('');
    const csv = [...renderCsv(report)];

    expect(text).toContain('saved       A, by an earlier delivery, version 1, 10.00 EUR\n');
    expect(csv[1]).toContain('was saved by an earlier delivery; what it changed is not known');
    // Earlier workers said of no item what it changed.
    expect(text).toContain('saved       B, version 1, 10.00 EUR\n');
    expect(csv[2]).not.toContain('delivery');
  });

  it('has no change of an item of which only a repeated delivery is known', () => {
    const { items, summary } = reportOf({ change: undefined });

    expect(items[0]?.change).toBeUndefined();
    expect(summary.changes).toEqual({ created: 0, updated: 0, unchanged: 0, deleted: 0 });
  });

  it('reports what the delivery that changed the product found, not what a repeated one finds later', () => {
    const first = itemResult(0, {
      op: 'patch',
      change: 'updated',
      changedFields: ['price'],
      version: 2,
      price: 12,
      priceBefore: 10,
      currencyBefore: 'EUR',
    });
    const repeated = itemResult(0, { op: 'patch', version: 5, price: 99 });
    const record = submissionRecord({ total: 1, saved: new Set([0]) });
    const completedAt = '2026-01-31T09:30:01.500Z';

    const { items, summary } = buildReport({ record, results: [first, repeated], rejected: [], completedAt });

    expect(items).toMatchObject([{ change: 'updated', version: 2, priceInMinorUnits: 1200 }]);
    expect(summary.priceChanges).toMatchObject([{ differenceInMinorUnits: 200 }]);
  });

  it('adds the change to the item, in CSV and in text, with the price before it', () => {
    const report = reportOf({
      sku: 'A',
      change: 'updated',
      changedFields: ['price', 'brand'],
      price: 12,
      priceBefore: 10,
      currencyBefore: 'EUR',
    });

    expect(report.items[0]).toMatchObject({
      op: 'put',
      change: 'updated',
      changedFields: ['price', 'brand'],
      priceBefore: { currency: 'EUR', digits: 2, priceInMinorUnits: 1000 },
    });
    expect([...renderCsv(report)][1]).toContain(',put,updated,price brand,10.00,EUR');
    const text = [...renderText(report)].join('');
    expect(text).toContain('(1 updated)');
    expect(text).toContain('Price of 1 product changed by 2.00 EUR');
    expect(text).toContain('updated     A, version 1, 10.00 EUR -> 12.00 EUR, changed price brand\n');
  });

  it('names the operation in text where it is no put, and shows by how much prices fell', () => {
    const updated: Partial<ItemResult> = {
      change: 'updated',
      changedFields: ['price'],
      currencyBefore: 'EUR',
      op: 'patch',
    };
    const text = [
      ...renderText(
        reportOf(
          { ...updated, sku: 'A', price: 9.95, priceBefore: 10 },
          { ...updated, productId: itemResult(1).productId, sku: 'B', price: 9, priceBefore: 10 },
          { op: 'delete', change: 'deleted', sku: 'C', price: undefined, currency: undefined },
          { op: 'delete', sku: 'D', price: undefined, currency: undefined },
        ),
      ),
    ].join('');

    expect(text).toContain('Prices of 2 products changed by -1.05 EUR');
    expect(text).toContain('updated     A, patch, version 1, 10.00 EUR -> 9.95 EUR, changed price\n');
    expect(text).toContain('deleted     C, version 1\n');
    expect(text).toContain('saved       D, delete, by an earlier delivery, version 1\n');
  });

  it.each<[string, Partial<ItemResult>, string[]]>([
    [
      'another currency',
      { change: 'updated', changedFields: ['currency'], priceBefore: 10, currencyBefore: 'USD' },
      ['CURRENCY_CHANGED'],
    ],
    [
      'fields that a put removed',
      { change: 'updated', changedFields: ['brand'], removedFields: ['brand'] },
      ['FIELDS_REMOVED'],
    ],
    [
      'fields that a patch removed on purpose',
      { op: 'patch', change: 'updated', changedFields: ['brand'], removedFields: ['brand'] },
      [],
    ],
    ['a new product for nothing', { change: 'created', price: 0 }, ['PRICE_ZERO']],
    [
      'a price that is nothing now',
      { change: 'updated', changedFields: ['price'], price: 0, priceBefore: 1, currencyBefore: 'EUR' },
      ['PRICE_ZERO'],
    ],
    [
      'a put of a price that was nothing before',
      { change: 'updated', changedFields: ['brand'], price: 0 },
      ['PRICE_ZERO'],
    ],
    ['a put of no price by an earlier delivery', { change: undefined, price: 0 }, ['PRICE_ZERO']],
    [
      'a patch of other fields where the price was nothing before',
      { op: 'patch', change: 'updated', changedFields: ['brand'], price: 0 },
      [],
    ],
    [
      'fields that a merge removed on purpose',
      { op: 'merge', change: 'updated', changedFields: ['brand'], removedFields: ['brand'] },
      [],
    ],
    [
      'a product that a merge makes for nothing',
      { op: 'merge', change: 'created', price: 0 },
      ['PRICE_ZERO'],
    ],
    ['a delete', { op: 'delete', change: 'deleted', price: 0 }, []],
    ['nothing', { change: 'unchanged' }, []],
  ])('warns of %s', (_, result, codes) => {
    expect(codesOf(result)).toEqual(codes.map((code) => ['warning', code]));
    expect(reportOf(result).summary.status).toBe('completed');
  });

  it.each([
    [['brand', 'attributes'], 'brand, attributes'],
    [['attributes/colour', 'attributes/a/b'], 'attribute "colour", attribute "a/b"'],
    [
      Array.from({ length: 12 }, (_, n) => `attributes/${n}`),
      `${Array.from({ length: 10 }, (_, n) => `attribute "${n}"`).join(', ')} and 2 more`,
    ],
  ])('names the fields and attributes that a put removed: %j', (removedFields, names) => {
    const { issues } = reportOf({ change: 'updated', changedFields: ['attributes'], removedFields });

    expect(issues).toMatchObject([
      { code: 'FIELDS_REMOVED', detail: `removed ${names}, which the product had; a patch would leave them` },
    ]);
  });

  it('says of a price of 0 what to do about it', () => {
    expect(reportOf({ change: 'created', price: 0 }).issues).toMatchObject([
      { pointer: '/price', detail: 'is 0, so the product is free; if it is not meant to be, send its price' },
    ]);
  });
});
