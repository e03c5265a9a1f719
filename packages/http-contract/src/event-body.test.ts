import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { COMPRESS_ABOVE_BYTES, toEventBody } from './event-body.ts';
import { MAX_PACKING_RATIO } from './limits.ts';

describe('toEventBody', () => {
  it('leaves a small text as it is', async () => {
    expect(await toEventBody(Buffer.from('{"name":"Tee"}'))).toEqual({
      body: '{"name":"Tee"}',
      isBase64Encoded: false,
      isPacked: false,
    });
  });

  it('compresses a large text, but no more than the intake takes', async () => {
    const text = 'a'.repeat(COMPRESS_ABOVE_BYTES + 1);
    const { body, isBase64Encoded, isPacked } = await toEventBody(Buffer.from(text));
    const packed = Buffer.from(body, 'base64');

    expect({ isBase64Encoded, isPacked }).toEqual({ isBase64Encoded: true, isPacked: true });
    expect(gunzipSync(packed).toString()).toBe(text);
    expect(packed.byteLength * MAX_PACKING_RATIO).toBeGreaterThanOrEqual(text.length);
  });

  it('sends bytes that are packed already, or are no text, as they are in base64', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff]), randomBytes(10)]);

    for (const isPacked of [true, false]) {
      expect(await toEventBody(bytes, { isPacked })).toEqual({
        body: bytes.toString('base64'),
        isBase64Encoded: true,
        isPacked: false,
      });
    }
  });
});
