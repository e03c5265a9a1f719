import { expect, it } from 'vitest';
import { summarize } from './summarize.ts';

function total(currency: string, products: number, priceInMinorUnits: number, digits = 2) {
  return { category: null, currency, products, digits, priceInMinorUnits };
}

it('adds up the categories of a currency, in its digits, those with the most products first', () => {
  const totals = [
    total('JPY', 1, 1_480, 0),
    total('EUR', 2, 123_456),
    total('EUR', 1, 100),
    total('KWD', 1, 5, 3),
  ];

  expect(summarize(totals, [], 8)).toEqual([
    ['EUR', 3, '1,235.56', ''],
    ['JPY', 1, '1,480', ''],
    ['KWD', 1, '0.005', ''],
  ]);
});

it('shows changes with their sign beside the sums', () => {
  const changes = [
    { currency: 'EUR', products: 2, digits: 2, differenceInMinorUnits: -460 },
    { currency: 'JPY', products: 1, digits: 0, differenceInMinorUnits: 1_000 },
  ];

  expect(summarize([total('EUR', 2, 1_000), total('JPY', 1, 9, 0)], changes, 8)).toEqual([
    ['EUR', 2, '10.00', '-4.60'],
    ['JPY', 1, '9', '+1,000'],
  ]);
});

it('adds amounts of one currency that have different digits', () => {
  expect(summarize([total('JPY', 1, 100, 0), total('JPY', 1, 50, 1)], [], 8)).toEqual([
    ['JPY', 2, '105.0', ''],
  ]);
});

it('puts into one row the currencies that are more than asked for, without adding their money', () => {
  const totals = ['A', 'B', 'C', 'D'].map((currency) => total(currency, 1, 100));

  expect(summarize(totals, [], 2)).toEqual([
    ['A', 1, '1.00', ''],
    ['B', 1, '1.00', ''],
    ['2 others', 2, '', ''],
  ]);
  expect(summarize(totals, [], 3).map(([currency]) => currency)).toEqual(['A', 'B', 'C', 'D']);
});
