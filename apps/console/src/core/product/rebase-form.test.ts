import { describe, expect, it } from 'vitest';
import { formOf, type ProductFields } from './product-form.ts';
import { readForm } from './read-form.ts';
import { rebaseForm } from './rebase-form.ts';

const BASE: ProductFields = {
  name: 'Teapot',
  price: 49.9,
  tags: ['tea'],
  images: ['https://a.example/1.png'],
  attributes: { color: 'black', litres: 0.8, weight: 2 },
};

describe('rebaseForm', () => {
  it('takes their values where nothing was typed', () => {
    const theirs = { ...BASE, price: 46, brand: 'Iwachu', tags: ['iron'], attributes: { color: 'red' } };

    expect(rebaseForm(BASE, theirs, formOf(BASE))).toEqual(formOf(theirs));
  });

  it('keeps what was typed, field by field and attribute by attribute', () => {
    const shown = formOf(BASE);
    const form = {
      ...shown,
      price: '45',
      tags: [{ id: 'new', text: 'gift' }],
      attributes: [
        { ...shown.attributes[0]!, text: 'white' },
        shown.attributes[1]!,
        { id: 'new', name: 'size', kind: 'text' as const, text: 'S' },
      ],
    };
    const theirs = {
      ...BASE,
      price: 46,
      name: 'Iron teapot',
      tags: ['iron'],
      attributes: { color: 'red', litres: 1, weight: 3, size: 'L', lid: true },
    };

    const { changes } = readForm(theirs, rebaseForm(BASE, theirs, form));

    expect(changes).toEqual({
      price: 45,
      tags: ['gift'],
      attributes: { color: 'white', size: 'S', weight: null },
    });
  });

  it('has nothing left to change where they made the same change', () => {
    const theirs = { ...BASE, price: 45 };

    expect(readForm(theirs, rebaseForm(BASE, theirs, { ...formOf(BASE), price: '45' }))).toEqual({
      changes: {},
      errors: {},
    });
  });
});
