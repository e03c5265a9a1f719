import * as fc from 'fast-check';
import { currencyDigits } from '../currencies.ts';
import { MAX_ATTRIBUTE_VALUES, MAX_ENTRIES, MAX_TAGS } from '../product-collections.ts';
import { PRICE_LIMIT } from '../product-fields.ts';
import type { ProductInput } from '../product.ts';
import { VISIBLE } from '../text.ts';

/** Generates text of `min` to `max` code points, trimmed, including noncharacters and, at times, the longest astral text. */
function text(min: number, max: number): fc.Arbitrary<string> {
  return fc
    .oneof(
      {
        weight: 8,
        arbitrary: fc.string({ unit: 'grapheme', minLength: min, maxLength: max }).map(firstOf(max)),
      },
      { weight: 4, arbitrary: fc.string({ unit: 'binary', minLength: min, maxLength: max }) },
      { weight: 1, arbitrary: fc.constant('😀'.repeat(max)) },
    )
    .map((value) => value.replaceAll(CONTROL, '~').trim())
    .filter((value) => min === 0 || VISIBLE.test(value));
}

/** Control characters, which are refused. */
const CONTROL = /[\p{ASCII}&&\p{Cc}]/gv;

/** A grapheme can be several code points. */
function firstOf(max: number): (value: string) => string {
  return (value) => Array.from(value).slice(0, max).join('');
}

const name = text(0, 254).map((value) => `N${value}`);

const minorUnits = fc.oneof(
  fc.integer({ min: 0, max: 9_999_999_999 }),
  fc.constantFrom(0, 1, 10, 29, 1999, 9_999_999_999),
);

/** Converts minor units to the price in a currency, below the limit. */
function priceOf(units: number, currency: string): number {
  const scale = 10 ** currencyDigits(currency);
  return (units % (PRICE_LIMIT * scale)) / scale;
}

const SKU_CHARACTERS = Array.from('ABCxyz0189._/-+#;:,&"\\é日😀');

const attributeScalar = fc.oneof(
  text(0, 5000),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)), // JSON has no -0
);

const attributeValue = fc.oneof(
  { weight: 4, arbitrary: attributeScalar },
  { weight: 1, arbitrary: fc.array(attributeScalar, { maxLength: MAX_ATTRIBUTE_VALUES, size: 'small' }) },
);

/** Generates any product that `parseProductInput` takes, as it returns it: texts trimmed, currency set. */
export function arbitraryProductInput(): fc.Arbitrary<ProductInput> {
  const product = fc.record(
    {
      name,
      price: minorUnits,
      currency: fc.constantFrom('USD', 'EUR', 'JPY', 'KWD', 'CLF'),
      description: text(0, 65_535),
      sku: fc.string({ unit: fc.constantFrom(...SKU_CHARACTERS), minLength: 1, maxLength: 200 }),
      category: text(1, 255),
      brand: text(1, 255),
      tags: fc.uniqueArray(text(1, 64), {
        maxLength: MAX_TAGS,
        selector: (tag) => tag.normalize('NFC'),
      }),
      images: fc.array(fc.webUrl({ validSchemes: ['https', 'http'], withQueryParameters: true }), {
        maxLength: MAX_ENTRIES.images,
      }),
      attributes: fc.dictionary(
        fc
          .oneof(text(1, 64), fc.constantFrom('constructor', 'toString', 'a/b', '~'))
          .filter((key) => key !== '__proto__'),
        attributeValue,
        { maxKeys: MAX_ENTRIES.attributes, noNullPrototype: true },
      ),
    } satisfies Record<keyof ProductInput, fc.Arbitrary<unknown>>,
    { requiredKeys: ['name', 'price', 'currency'] },
  );
  return product.map((fields) => ({ ...fields, price: priceOf(fields.price, fields.currency) }));
}
