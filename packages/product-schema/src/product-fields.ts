import { z } from 'zod';
import { characters, refuse, text } from './text.ts';

export const PRICE_LIMIT = 100_000_000;
export const MAX_TAGS = 50;
export const MAX_IMAGES = 20;
export const MAX_IMAGE_URL_LENGTH = 2048;
export const MAX_ATTRIBUTES = 50;

/** `>= 0`, `< 100,000,000`, at most two decimals: a price that isn't the closest double to a whole number of hundredths is refused. */
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
  .meta({ minimum: 0, exclusiveMaximum: PRICE_LIMIT, multipleOf: 0.01 });

/** The ISO 4217 codes in use, as the platform's ICU data has them: kept up to date with Node, at no cost in the bundle. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** An ISO 4217 alphabetic code, upper case. */
export const Currency = z
  .string()
  .check((payload) => {
    if (!CURRENCIES.has(payload.value)) {
      refuse(payload, 'UNKNOWN_CURRENCY', 'is not an ISO 4217 code in use; send one such as "USD"');
    }
  })
  .meta({ pattern: '^[A-Z]{3}$' });

const SKU = /^[A-Za-z0-9._/-]{1,64}$/;

/** 1 to 64 of `A-Z a-z 0-9 . _ / -`. */
export const Sku = z
  .string()
  .check((payload) => {
    if (!SKU.test(payload.value)) {
      refuse(payload, 'INVALID_SKU', 'is not a SKU; send 1 to 64 of A-Z a-z 0-9 . _ / -');
    }
  })
  .meta({ pattern: SKU.source, minLength: 1, maxLength: 64 });

export const Tags = z
  .array(text(1, 64))
  .check((payload) => {
    if (payload.value.length > MAX_TAGS) {
      refuse(payload, 'TOO_MANY', `has ${payload.value.length} tags; send at most ${MAX_TAGS}`);
    }
    const firstAt = new Map<string, number>();
    for (const [index, tag] of payload.value.entries()) {
      const first = firstAt.get(tag);
      if (first === undefined) {
        firstAt.set(tag, index);
      } else {
        refuse(payload, 'NOT_UNIQUE', `repeats the tag at ${first}; send each tag once`, [index]);
      }
    }
  })
  .meta({ maxItems: MAX_TAGS, uniqueItems: true });

const Image = z
  .string()
  .check(characters(1, MAX_IMAGE_URL_LENGTH))
  .check((payload) => {
    if (!payload.value.startsWith('https://') || !URL.canParse(payload.value)) {
      refuse(payload, 'INVALID_URL', 'is not an https: URL; send an absolute one');
    }
  })
  .meta({ format: 'uri', pattern: '^https://', maxLength: MAX_IMAGE_URL_LENGTH });

export const Images = z
  .array(Image)
  .check((payload) => {
    if (payload.value.length > MAX_IMAGES) {
      refuse(payload, 'TOO_MANY', `has ${payload.value.length} images; send at most ${MAX_IMAGES}`);
    }
  })
  .meta({ maxItems: MAX_IMAGES });

/** Up to 50 pairs: key of 1 to 64 characters; value a string of up to 1,000 characters, a finite number or a boolean. */
export const Attributes = z
  .record(text(1, 64), z.union([text(0, 1000), z.number(), z.boolean()]))
  .check((payload) => {
    const count = Object.keys(payload.value).length;
    if (count > MAX_ATTRIBUTES) {
      refuse(payload, 'TOO_MANY', `has ${count} attributes; send at most ${MAX_ATTRIBUTES}`);
    }
  })
  .meta({ maxProperties: MAX_ATTRIBUTES });
