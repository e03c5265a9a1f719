/** The contract's product, as its users would write it in JSON Schema. */
export const productSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'price'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 255, pattern: '\\S' },
    price: { type: 'number', minimum: 0, exclusiveMaximum: 100_000_000, multipleOf: 0.01 },
    currency: { type: 'string', minLength: 3, maxLength: 3, default: 'USD' },
    description: { type: 'string', maxLength: 10_000 },
    sku: { type: 'string', pattern: '^[\\w./-]{1,64}$' },
    category: { type: 'string', minLength: 1, maxLength: 255 },
    brand: { type: 'string', minLength: 1, maxLength: 255 },
    tags: {
      type: 'array',
      maxItems: 50,
      uniqueItems: true,
      items: { type: 'string', minLength: 1, maxLength: 64 },
    },
    images: { type: 'array', maxItems: 20, items: { type: 'string', format: 'uri', maxLength: 2048 } },
    attributes: {
      type: 'object',
      maxProperties: 50,
      propertyNames: { minLength: 1, maxLength: 64 },
      additionalProperties: {
        anyOf: [{ type: 'string', maxLength: 1000 }, { type: 'number' }, { type: 'boolean' }],
      },
    },
  },
} as const;
