import { describe, expect, it } from 'vitest';
import type { Operation } from '../intake-command.ts';
import { checkItems } from '../items/check-items.ts';
import { readLines } from '../items/read-items.ts';
import { toPayload } from './to-payload.ts';

function payload(values: unknown[], operation: Operation = 'batch'): string {
  const items = values.map((value, index) => ({ index, pointer: `/items/${index}`, value, faults: [] }));
  return toPayload({ operation, retryOf: undefined }, checkItems(items));
}

function payloadOfLine(text: string): string {
  return toPayload({ operation: 'batch', retryOf: undefined }, checkItems(readLines(Buffer.from(text))));
}

const TEA = { name: 'Tea', price: 1, currency: 'USD' };

describe('toPayload', () => {
  it('is the same in whatever order fields are written', () => {
    const nested = { name: 'Tea', price: 1, attributes: { a: 1, b: [2] }, unknown: { x: '\ud800', y: null } };

    expect(
      payload([{ unknown: { y: null, x: '\ud800' }, attributes: { b: [2], a: 1 }, price: 1, name: 'Tea' }]),
    ).toBe(payload([nested]));
  });

  it.each([
    ['a default is written out', [{ name: 'Tea', price: 1 }]],
    ['a field is null', [{ ...TEA, sku: null }]],
    ['white space is left out', [{ ...TEA, name: 'Tea ' }]],
  ])('is of what was sent, so that no rule changes it: another when %s', (_, values) => {
    expect(payload(values)).not.toBe(payload([TEA]));
  });

  it('keeps items that others replace', () => {
    const first = { ...TEA, sku: 'A' };
    const last = { ...first, price: 2 };

    expect(payload([first, last])).not.toBe(payload([{ ...first, price: 3 }, last]));
  });

  it.each([
    ['another product', [{ ...TEA, price: 2 }]],
    ['one product more', [TEA, TEA]],
    ['a rejected item more', [TEA, { name: 'Tea' }]],
    ['nothing', []],
  ])('differs for %s', (_, values) => {
    expect(payload(values)).not.toBe(payload([TEA]));
  });

  it.each([
    [
      'an item that gives a name twice',
      '{"name":"X","name":"Tea","price":1,"currency":"USD"}',
      JSON.stringify(TEA),
    ],
    ['a line that is not JSON', 'abc', '"abc"'],
    ['a number that is not kept', '{"n":9007199254740993}', '{"n":9007199254740992}'],
    ['two numbers that are read alike', '{"n":12345678901234567890}', '{"n":12345678901234567891}'],
  ])('differs for %s and the item that it reads as', (_, line, corrected) => {
    expect(payloadOfLine(line)).not.toBe(payloadOfLine(corrected));
  });

  it('differs for another order, another rejected item and another operation', () => {
    const milk = { ...TEA, name: 'Milk' };

    expect(payload([TEA, milk])).not.toBe(payload([milk, TEA]));
    expect(payload([TEA, { name: 'A' }])).not.toBe(payload([TEA, { name: 'B' }]));
    expect(payload([TEA], 'product')).not.toBe(payload([TEA]));
  });
});
