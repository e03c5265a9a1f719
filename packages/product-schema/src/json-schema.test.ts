import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProductInput, Product } from './index.ts';

const text = (minLength: number, maxLength: number) => ({ type: 'string', minLength, maxLength });

const scalars = [{ type: 'string', maxLength: 5000 }, { type: 'number' }, { type: 'boolean' }];

describe('the JSON Schema of a product', () => {
  it('states every limit that JSON Schema can state', () => {
    const { $defs } = z.toJSONSchema(ProductInput, { io: 'input' });

    expect($defs?.['ProductInput']).toEqual({
      type: 'object',
      description: expect.any(String),
      properties: {
        name: { ...text(1, 255), description: expect.any(String) },
        price: { type: 'number', minimum: 0, exclusiveMaximum: 100_000_000, description: expect.any(String) },
        currency: { type: 'string', pattern: '^[A-Z]{3}$', description: expect.any(String) },
        description: { type: 'string', maxLength: 65_535 },
        sku: { ...text(1, 255), description: expect.any(String) },
        category: text(1, 255),
        brand: text(1, 255),
        tags: { type: 'array', items: text(1, 64), maxItems: 200, description: expect.any(String) },
        images: {
          type: 'array',
          items: { type: 'string', pattern: String.raw`^[hH][tT][tT][pP][sS]?:\/\/\S+$`, maxLength: 2048 },
          maxItems: 50,
        },
        attributes: {
          type: 'object',
          propertyNames: { minLength: 1, maxLength: 64 },
          additionalProperties: {
            anyOf: [...scalars, { type: 'array', items: { anyOf: scalars }, maxItems: 50 }],
          },
          maxProperties: 200,
        },
      },
      required: ['name', 'price'],
      additionalProperties: false,
    });
  });

  it('names what is added to a product as it is read back', () => {
    const { $defs } = z.toJSONSchema(Product);

    expect($defs?.['Product']?.required).toEqual([
      'id',
      'name',
      'price',
      'currency',
      'submissionId',
      'createdAt',
      'updatedAt',
      'version',
    ]);
  });
});
