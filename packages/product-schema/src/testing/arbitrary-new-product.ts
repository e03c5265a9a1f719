import * as fc from 'fast-check';
import { MAX_ENTRIES } from '../product-collections.ts';
import type { NewProduct } from '../product.ts';

/** Generates text of `min` to `max` code points, including noncharacters, control characters and, at times, the longest astral text. */
function text(min: number, max: number): fc.Arbitrary<string> {
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc.string({ unit: 'grapheme', minLength: min, maxLength: max }).map(firstOf(max)),
    },
    { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: min, maxLength: max }) },
    { weight: 1, arbitrary: fc.constant('😀'.repeat(max)) },
  );
}

/** A grapheme can be several code points. */
function firstOf(max: number): (value: string) => string {
  return (value) => Array.from(value).slice(0, max).join('');
}

const name = text(1, 255)
  .map((value) => value.trim())
  .filter((value) => value !== '');

const price = fc
  .oneof(fc.integer({ min: 0, max: 9_999_999_999 }), fc.constantFrom(0, 1, 10, 29, 1999, 9_999_999_999))
  .map((hundredths) => hundredths / 100);

const SKU_CHARACTERS = Array.from('ABCXYZabcxyz0189._/-');

const attributeValue = fc.oneof(
  text(0, 1000),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)), // JSON has no -0
);

/** Generates any product that `parseNewProduct` takes, as it returns it: name trimmed, currency set. */
export function arbitraryNewProduct(): fc.Arbitrary<NewProduct> {
  return fc.record(
    {
      name,
      price,
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'GBP'),
      description: text(0, 10_000),
      sku: fc.string({ unit: fc.constantFrom(...SKU_CHARACTERS), minLength: 1, maxLength: 64 }),
      category: text(1, 255),
      brand: text(1, 255),
      tags: fc.uniqueArray(text(1, 64), { maxLength: MAX_ENTRIES.tags }),
      images: fc.array(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), {
        maxLength: MAX_ENTRIES.images,
      }),
      attributes: fc.dictionary(
        fc
          .oneof(text(1, 64), fc.constantFrom('constructor', 'toString', 'a/b', '~'))
          .filter((key) => key !== '__proto__'),
        attributeValue,
        { maxKeys: MAX_ENTRIES.attributes, noNullPrototype: true },
      ),
    } satisfies Record<keyof NewProduct, fc.Arbitrary<unknown>>,
    { requiredKeys: ['name', 'price', 'currency'] },
  );
}
