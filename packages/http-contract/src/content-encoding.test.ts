import { describe, expect, it } from 'vitest';
import { readContentEncoding } from './content-encoding.ts';

describe('readContentEncoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['Identity', 'identity'],
    ['gzip', 'gzip'],
    [' GZip ', 'gzip'],
    ['x-gzip', 'gzip'],
  ])('reads %j as %s', (header, encoding) => {
    expect(readContentEncoding(header)).toBe(encoding);
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'gzip, br', 'utf-8'])(
    'refuses %j, naming what is taken',
    (header) => {
      expect(() => readContentEncoding(header)).toThrow(
        expect.objectContaining({
          code: 'UNSUPPORTED_MEDIA_TYPE',
          headers: { 'accept-encoding': 'gzip, identity' },
        }) as Error,
      );
    },
  );
});
