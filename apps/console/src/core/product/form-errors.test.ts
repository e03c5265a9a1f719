import { describe, expect, it } from 'vitest';
import { toFormErrors } from './form-errors.ts';
import { formOf } from './product-form.ts';

const FORM = {
  ...formOf({ tags: ['tea'], images: ['https://a.example'], attributes: { 'a/b': 1 } }),
  tags: [
    { id: 'blank', text: ' ' },
    { id: 'second', text: 'tea' },
  ],
};

describe('toFormErrors', () => {
  it.each([
    ['/price', 'price'],
    ['/items/0/price', 'price'],
    ['/sku', 'sku'],
    ['/tags', 'tags'],
    // What is sent has no blank rows.
    ['/tags/0', 'second'],
    ['/tags/7', 'tags'],
    ['/images/0', 'images-0'],
    ['/attributes/a~1b', 'attribute-a/b'],
    ['/attributes/a~1b/3', 'attribute-a/b'],
    ['/attributes', 'attributes'],
    ['', ''],
  ])('finds the field of %s', (pointer, field) => {
    expect(toFormErrors([{ pointer, detail: 'is wrong' }], FORM)).toEqual({ [field]: 'is wrong' });
  });

  it('names what the form doesn’t have', () => {
    expect(toFormErrors([{ pointer: '/ifVersion', detail: 'is wrong' }], FORM)).toEqual({
      '': '/ifVersion is wrong',
    });
  });

  it('keeps every message of a field', () => {
    const errors = ['is long', 'is odd'].map((detail) => ({ pointer: '/name', detail }));

    expect(toFormErrors(errors, FORM)).toEqual({ name: 'is long is odd' });
  });
});
