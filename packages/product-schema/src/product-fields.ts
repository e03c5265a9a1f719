import { z } from 'zod';
import { isCurrency } from './currencies.ts';
import { Attributes, Images, StoredAttributes, Tags } from './product-collections.ts';
import type { ProductField } from './product-field-names.ts';
import { characters, lines, refuse, visible, visibleText, without } from './text.ts';

export const PRICE_LIMIT = 100_000_000;

export const Name = visibleText(255, 'send a name').meta({
  description: 'Has a visible character. Counted, and kept, without white space at its ends.',
});

/** A price whose decimals aren't checked, because that takes its currency: see `checkDecimals`. */
export const Price = z
  .number()
  .check((payload) => {
    const price = payload.value;
    if (price < 0) {
      refuse(payload, 'TOO_SMALL', 'is negative; send 0 or more');
    } else if (price >= PRICE_LIMIT) {
      refuse(payload, 'TOO_LARGE', `is ${PRICE_LIMIT} or more; send less`);
    }
  })
  // -0 is 0: JSON and DynamoDB don't keep the sign.
  .overwrite((price) => (price === 0 ? 0 : price))
  .meta({
    minimum: 0,
    exclusiveMaximum: PRICE_LIMIT,
    description:
      'With at most the decimals that ISO 4217 gives its currency: 2 of USD, none of JPY, 3 of KWD.',
  });

/** An ISO 4217 alphabetic code, upper case. */
export const Currency = z
  .string()
  .check((payload) => {
    const code = payload.value.trim().toUpperCase();
    if (!isCurrency(payload.value)) {
      const fix = isCurrency(code) ? `send "${code}"` : 'send one such as "USD"';
      refuse(payload, 'UNKNOWN_CURRENCY', `is not an ISO 4217 code in use that has a minor unit; ${fix}`);
    }
  })
  .meta({
    pattern: '^[A-Z]{3}$',
    description:
      'A code of ISO 4217, list one, that has a minor unit. Without one, a product keeps the currency it has, and a new one gets USD.',
  });

/**
 * Characters that make a SKU look like another one, or like none. Characters that aren't assigned yet are taken: the
 * answer must not change with Node's version of Unicode.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

const Sku = z
  .string()
  .trim()
  .check(
    characters(255),
    visible('leave it out or send null'),
    without(INVISIBLE, 'a character that cannot be seen', 'INVALID_SKU'),
    (payload) => {
      if (payload.value.includes('  ')) {
        refuse(payload, 'INVALID_SKU', 'has several spaces in a row; send one');
      }
    },
  )
  .meta({
    minLength: 1,
    maxLength: 255,
    description:
      'Visible characters and single spaces. The same SKU is the same product. Compared in Unicode’s form NFC.',
  });

/** The fields that a consumer can send, in the order they are shown in. Every schema, check and document is made of these. */
export const productFields = {
  name: Name,
  price: Price,
  currency: Currency.optional(),
  description: lines(65_535).optional(),
  sku: Sku.optional(),
  category: visibleText(255).optional(),
  brand: visibleText(255).optional(),
  tags: Tags.optional(),
  images: Images.optional(),
  attributes: Attributes.optional(),
} satisfies Record<ProductField, z.ZodType>;

/** The same fields as they are stored and queued: of the same types, by whatever rules were in force when they were taken. */
export const storedFields = {
  name: z.string(),
  price: z.number(),
  currency: z.string().optional(),
  description: z.string().optional(),
  sku: z.string().optional(),
  category: z.string().optional(),
  brand: z.string().optional(),
  tags: z.array(z.string()).optional(),
  images: z.array(z.string()).optional(),
  attributes: StoredAttributes.optional(),
} satisfies Record<ProductField, z.ZodType>;
