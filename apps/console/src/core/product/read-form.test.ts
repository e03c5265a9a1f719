import { describe, expect, it } from 'vitest';
import { formOf, type ProductFields, type ProductForm } from './product-form.ts';
import { missingIn, readForm } from './read-form.ts';

const BASE: ProductFields = {
  name: 'Teapot',
  price: 49.9,
  currency: 'EUR',
  category: 'Kitchen',
  description: 'Iron.\r\nHeavy. ',
  tags: ['tea', 'iron'],
  attributes: { color: 'black', litres: 0.8 },
};
const SHOWN = formOf(BASE);

function edit(changes: Partial<ProductForm>) {
  return readForm(BASE, { ...SHOWN, ...changes });
}

describe('readForm', () => {
  it.each([
    ['nothing was typed', {}],
    [
      'the same was typed',
      { name: ' Teapot ', price: '49.90', currency: 'EUR ', description: 'Iron.\nHeavy.' },
    ],
    ['rows were added that are empty', { tags: [...SHOWN.tags, { id: 'new', text: ' ' }] }],
    [
      'an attribute was added without a name or a value',
      { attributes: [...SHOWN.attributes, { id: 'new', name: '', kind: 'text', text: '' }] },
    ],
  ] satisfies [string, Partial<ProductForm>][])('finds no change where %s', (_, changes) => {
    expect(edit(changes)).toEqual({ changes: {}, errors: {} });
  });

  it('sends the fields that changed, and null for those that are empty now', () => {
    const { changes, errors } = edit({
      price: ' 50 ',
      currency: 'usd',
      category: ' ',
      brand: 'Iwachu',
      tags: [],
    });

    expect(changes).toEqual({ price: 50, currency: 'USD', category: null, brand: 'Iwachu', tags: null });
    expect(errors).toEqual({});
  });

  it('leaves an empty name to the API, which refuses it', () => {
    expect(edit({ name: ' ' }).changes).toEqual({ name: '' });
  });

  it('sends the attributes that changed, and null for those that were removed or renamed', () => {
    const attributes = [
      { id: 'attribute-color', name: 'colour', kind: 'text', text: 'black' },
      { id: 'new', name: ' sizes ', kind: 'list', text: 'S\n\n M' },
    ] as const;

    expect(edit({ attributes }).changes).toEqual({
      attributes: { color: null, litres: null, colour: 'black', sizes: ['S', 'M'] },
    });
  });

  it.each(['', 'free', '12,50', '1e999x'])('says how to write a price in place of %j', (price) => {
    expect(edit({ price }).errors).toEqual({ price: 'is not a number; write one such as 12.50' });
  });

  it('says which attributes have no name, or the name of another one, and removes none of them', () => {
    const { changes, errors } = edit({
      attributes: [
        ...SHOWN.attributes,
        { id: 'nameless', name: ' ', kind: 'text', text: 'x' },
        { id: 'twice', name: 'color', kind: 'text', text: 'red' },
      ],
    });

    expect(changes).toEqual({});
    expect(Object.keys(errors)).toEqual(['nameless', 'twice']);
  });

  it('keeps an attribute whose value can’t be read from being removed', () => {
    const attributes = [SHOWN.attributes[0]!, { ...SHOWN.attributes[1]!, text: 'much' }];

    expect(edit({ attributes })).toEqual({
      changes: {},
      errors: { 'attribute-litres': expect.stringMatching(/^is not a number/) as string },
    });
  });
});

it('names what a new product lacks', () => {
  const form = formOf({});

  expect(missingIn({ ...form, name: ' ' })).toEqual({
    name: 'is missing; write one',
    price: 'is missing; write one such as 12.50',
  });
  expect(missingIn({ ...form, name: 'Cup', price: '0' })).toEqual({});
});
