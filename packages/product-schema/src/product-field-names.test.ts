import { expect, it } from 'vitest';
import { PRODUCT_FIELDS } from './product-field-names.ts';
import { productFields } from './product-fields.ts';

it('names each field that has a schema, in its order', () => {
  expect(PRODUCT_FIELDS).toEqual(Object.keys(productFields));
});
