import { z } from 'zod';
import { Product } from './product.ts';
import { Timestamp } from './timestamp.ts';
import { StoredAttributes } from './product-collections.ts';

/**
 * Attributes as JSON text, because DynamoDB's numbers have less range and precision than JSON's, and attributes must read back equal.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */
const AttributesText = z.codec(z.string(), StoredAttributes, {
  decode: (text, payload) => {
    try {
      return JSON.parse(text) as Attributes;
    } catch {
      payload.issues.push({ code: 'invalid_format', format: 'json_string', input: text });
      return z.NEVER;
    }
  },
  encode: (attributes) => JSON.stringify(attributes),
});
type Attributes = z.input<typeof StoredAttributes>;

/** A product as stored in `ProductTable`. Decode it after reading, encode it before writing. */
export const ProductItem = Product.extend({
  attributes: AttributesText.optional(),
  /** Order of saves; see `revisionOf`. That of the last put or delete. */
  revision: z.string(),
  /** Time of the delete, where that is the last of them: there is no product then. */
  deletedAt: Timestamp.optional(),
});
export type ProductItem = z.infer<typeof ProductItem>;
