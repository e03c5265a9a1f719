import { describe, expect, it } from 'vitest';
import { differencesOf, withChanges } from './describe-fields.ts';

const BASE = { name: 'Teapot', price: 4, category: 'Kitchen', attributes: { hot: true, sizes: ['S', 2] } };

describe('differencesOf', () => {
  it('finds none between a product and itself', () => {
    expect(differencesOf(BASE, { ...BASE })).toEqual([]);
  });

  it('lists what was changed, added and removed, in words', () => {
    const after = withChanges(BASE, {
      price: 5,
      category: null,
      brand: 'Iwachu',
      attributes: { hot: false, sizes: null, color: 'red' },
    });

    expect(differencesOf(BASE, after)).toEqual([
      { label: 'Price', before: '4', after: '5' },
      { label: 'Category', before: 'Kitchen', after: undefined },
      { label: 'Attribute hot', before: 'yes', after: 'no' },
      { label: 'Attribute sizes', before: 'S, 2', after: undefined },
      { label: 'Brand', before: undefined, after: 'Iwachu' },
      { label: 'Attribute color', before: undefined, after: 'red' },
    ]);
  });

  it('removes all attributes by null', () => {
    expect(withChanges(BASE, { attributes: null })).toEqual({ ...BASE, attributes: {} });
  });
});
