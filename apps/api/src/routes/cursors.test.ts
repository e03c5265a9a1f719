import type { ProblemError } from '@async-catalog/http-contract';
import { ProductId } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildCursor, readCursor } from './cursors.ts';

const refusal = expect.objectContaining({ code: 'INVALID_REQUEST' }) as ProblemError;

describe('a cursor', () => {
  it('holds its position, whatever the list and the position', () => {
    const position = fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat());
    fc.assert(
      fc.property(fc.string(), position, (list, at) => {
        expect(readCursor(list, buildCursor(list, at), z.union([z.string(), z.int()]))).toBe(at);
      }),
    );
  });

  it('needs no escaping in a query', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (list, position) => {
        expect(buildCursor(list, position)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it('is refused by another list', () => {
    const cursor = buildCursor('items/1/saved', 7);

    expect(() => readCursor('items/1/failed', cursor, z.int())).toThrow(refusal);
    expect(() => readCursor('items/2/saved', cursor, z.int())).toThrow(refusal);
  });

  it('is refused with a position that the list can’t have', () => {
    expect(() => readCursor('products', buildCursor('products', '../elsewhere'), ProductId)).toThrow(refusal);
  });

  it('is refused when it is any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readCursor('products', text, z.string())).toThrow(refusal);
      }),
    );
  });

  it('is refused when it is any other JSON', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const cursor = Buffer.from(json).toString('base64url');

        expect(() => readCursor('products', cursor, z.string())).toThrow(refusal);
      }),
    );
  });
});
