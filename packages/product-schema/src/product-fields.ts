import { z } from 'zod';
import { Attributes, Images, Tags } from './product-collections.ts';
import { characters, refuse, text } from './text.ts';

const PRICE_LIMIT = 100_000_000;

export const Name = z
  .string()
  .trim()
  .check(characters(1, 255))
  .meta({ minLength: 1, maxLength: 255, description: 'Counted, and kept, without white space at its ends.' });

/** Refuses a price that isn't the closest double to a whole number of hundredths: `0.1 + 0.2` has more than two decimals. */
export const Price = z
  .number()
  .check((payload) => {
    const price = payload.value;
    if (price < 0) {
      refuse(payload, 'TOO_SMALL', 'is negative; send 0 or more');
    } else if (price >= PRICE_LIMIT) {
      refuse(payload, 'TOO_LARGE', `is ${PRICE_LIMIT} or more; send less`);
    } else if (Math.round(price * 100) / 100 !== price) {
      refuse(payload, 'TOO_MANY_DECIMALS', 'has more than two decimals; round it to hundredths');
    }
  })
  // -0 is 0: JSON and DynamoDB don't keep the sign.
  .overwrite((price) => (price === 0 ? 0 : price))
  // No `multipleOf: 0.01`: validators divide doubles, for which 19.99 isn't a multiple of it.
  .meta({ minimum: 0, exclusiveMaximum: PRICE_LIMIT, description: 'At most two decimals.' });

/** ISO 4217 codes in use, from the platform's ICU data: updated with Node, and not in the bundle. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 alphabetic code, upper case. */
export const Currency = z
  .string()
  .check((payload) => {
    if (!CURRENCIES.has(payload.value)) {
      refuse(payload, 'UNKNOWN_CURRENCY', 'is not an ISO 4217 code in use; send one such as "USD"');
    }
  })
  .meta({ pattern: '^[A-Z]{3}$', description: 'An ISO 4217 code.' });

const SKU = /^[A-Za-z0-9._/-]{1,64}$/;

const Sku = z
  .string()
  .check((payload) => {
    if (!SKU.test(payload.value)) {
      refuse(payload, 'INVALID_SKU', 'is not a SKU; send 1 to 64 of A-Z a-z 0-9 . _ / -');
    }
  })
  .meta({
    pattern: SKU.source,
    description: 'The same SKU is the same product: submitting it again updates it.',
  });

/** The fields that a consumer can send, in the order they are shown in. Every schema, check and document is made of these. */
export const productFields = {
  name: Name,
  price: Price,
  currency: Currency.default('USD'),
  description: text(0, 10_000).optional(),
  sku: Sku.optional(),
  category: text(1, 255).optional(),
  brand: text(1, 255).optional(),
  tags: Tags.optional(),
  images: Images.optional(),
  attributes: Attributes.optional(),
};
