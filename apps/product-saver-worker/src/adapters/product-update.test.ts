import type { Item } from '@async-catalog/product-operations';
import { submissionIdForKey, productIdOfSku } from '@async-catalog/product-schema';
import { expect, it } from 'vitest';
import { buildProductUpdate } from './product-update.ts';

const ITEM = {
  version: 2 as const,
  submissionId: submissionIdForKey('alice', 'a'),
  productId: productIdOfSku('A-1'),
  index: 0,
  total: 1,
  caller: 'alice',
  requestId: 'r',
  acceptedAt: '2026-01-31T10:00:00.000Z',
  revision: '1',
  ifVersion: 3,
};

const ITEMS: readonly Item[] = [
  { ...ITEM, op: 'put', product: { name: 'Tea', price: 1.5 } },
  { ...ITEM, op: 'patch', changes: { price: 1.5 } },
  { ...ITEM, op: 'merge', changes: { name: 'Tea', price: 1.5 } },
  { ...ITEM, op: 'merge', changes: { name: 'Tea', price: 1.5, attributes: { size: 'S' } } },
  { ...ITEM, op: 'delete' },
];

it.each(ITEMS.map((item) => [item.op, item] as const))(
  'nests no parentheses in the condition of a %s but those of functions and lists',
  (_, item) => {
    const condition = buildProductUpdate(item)?.ConditionExpression ?? '';

    // Without the innermost ones, and then without those around them, none are left.
    expect(condition).toContain('(');
    expect(condition.replaceAll(/\([^()]*\)/g, '').replaceAll(/\([^()]*\)/g, '')).not.toContain('(');
  },
);
