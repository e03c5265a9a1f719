import { ProductId } from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProblemError } from '../core/problem-error.ts';
import { createHmacCursors } from './hmac-cursors.ts';

const cursors = createHmacCursors('a secret');
const refusal = expect.objectContaining({ code: 'INVALID_REQUEST' }) as ProblemError;

describe('a cursor', () => {
  it('opens to its position, on any instance with the same secret', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'grapheme' }), (query, position) => {
        expect(createHmacCursors('a secret').open(query, cursors.seal(query, position), z.string())).toBe(
          position,
        );
      }),
    );
  });

  it('is no good for another query, with another secret, or with any other character', () => {
    const cursor = cursors.seal('items/1/saved', '7');

    expect(() => cursors.open('items/1/failed', cursor, z.string())).toThrow(refusal);
    expect(() => createHmacCursors('another').open('items/1/saved', cursor, z.string())).toThrow(refusal);
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.stringMatching(/^[A-Za-z0-9_-]$/), (at, character) => {
        fc.pre(cursor[at] !== character);
        const forged = cursor.slice(0, at) + character + cursor.slice(at + 1);

        expect(() => cursors.open('items/1/saved', forged, z.string())).toThrow(refusal);
      }),
    );
  });

  it('can’t be made of text that isn’t one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => cursors.open('products', text, z.string())).toThrow(refusal);
      }),
    );
  });

  it('opens to no position that the list can’t have, whoever sealed it', () => {
    const cursor = cursors.seal('products', '../elsewhere');

    expect(() => cursors.open('products', cursor, ProductId)).toThrow(refusal);
  });
});
