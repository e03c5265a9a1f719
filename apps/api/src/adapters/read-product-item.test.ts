import { ProductItem } from '@async-catalog/product-schema';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { product } from '../testing/products.ts';
import { readProductItem } from './read-product-item.ts';

const saved = product({ sku: 'TEA-1', tags: ['tea'], attributes: { litres: 0.8, colours: ['red', 'blue'] } });
const row = z.encode(ProductItem, { ...saved, revision: 'r' });

function read(fields: Record<string, unknown>) {
  const error = vi.fn<(message: string, fields: Record<string, unknown>) => void>();
  return { shown: readProductItem({ ...row, ...fields }, { error }), error };
}

it.each([
  ['a currency that is no longer listed', { currency: 'HRK' }],
  ['a SKU of other characters', { sku: ' A\u200B  B' }],
  ['more decimals than its currency has', { price: 1.23456 }],
  ['texts and lists beyond the limits', { name: 'x'.repeat(1000), tags: Array(1000).fill('tea') }],
])('reads a row by the rules of another day, with %s', (_, fields) => {
  const { shown, error } = read(fields);

  expect(shown).toEqual({ ...saved, ...fields });
  expect(error).not.toHaveBeenCalled();
});

it.each([
  ['attributes', 'no JSON'],
  ['attributes', '{"a":{"b":1}}'],
  ['tags', new Set(['tea'])],
  ['price', '9.99'],
  ['name', undefined],
  ['createdAt', 'yesterday'],
])('logs a row whose %s is %j, and shows it without that', (field, value) => {
  const { shown, error } = read({ [field]: value });
  const { [field as keyof typeof saved]: __, ...rest } = saved;

  expect(shown).toEqual(rest);
  expect(error).toHaveBeenCalledExactlyOnceWith('product unreadable', {
    productId: saved.id,
    fields: [field],
  });
});

it('shows a row without its revision, which no consumer sees', () => {
  expect(read({ revision: 7 }).shown).toEqual(saved);
});
