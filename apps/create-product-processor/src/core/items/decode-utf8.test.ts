import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeUtf8 } from './decode-utf8.ts';

it('finds the first byte that is not UTF-8, whatever is before and after it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\uFFFD', '\uFEFF', '😀', '\n') });
  // Each is wrong wherever it is.
  const wrong = fc.constantFrom([0xff], [0x80], [0xc0, 0xaf], [0xe9, 0x22], [0xed, 0xa0, 0x80]);

  fc.assert(
    fc.property(text, wrong, fc.uint8Array(), (before, bytes, after) => {
      const body = Buffer.concat([Buffer.from(before), Buffer.from(bytes), after]);

      expect(decodeUtf8(body).invalidAt).toBe(before.replace(/^\uFEFF/, '').length);
    }),
  );
});

it('takes no time to find it after as many replacement characters as fit', () => {
  const body = Buffer.concat([Buffer.from('\uFFFD'.repeat(1_700_000)), Buffer.of(0xff)]);

  expect(decodeUtf8(body).invalidAt).toBe(1_700_000);
});
