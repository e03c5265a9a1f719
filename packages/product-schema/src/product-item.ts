import { z } from 'zod';
import { Product } from './product.ts';
import { Attributes } from './product-collections.ts';

/**
 * Attributes are kept as JSON text: DynamoDB's numbers reach neither as far nor as fine as JSON's
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number),
 * and what is accepted is to be read back equal.
 */
const AttributesText = z.codec(z.string(), Attributes, {
  decode: (text) => JSON.parse(text) as Attributes,
  encode: (attributes) => JSON.stringify(attributes),
});
type Attributes = z.input<typeof Attributes>;

/** A product as `ProductTable` holds it. Decode what is read, encode what is written. */
export const ProductItem = Product.extend({
  attributes: AttributesText.optional(),
  /** The order of saves: see `revisionOf`. */
  revision: z.string(),
});
export type ProductItem = z.infer<typeof ProductItem>;
