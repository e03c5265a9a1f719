import { describe, expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';
import { issuerUrl, port } from './schemas.ts';

describe('port', () => {
  it.each([
    ['0', 0],
    ['65535', 65_535],
  ])('takes %s', (text, expected) => {
    expect(port.parse(text)).toBe(expected);
  });

  it.each(['-1', '65536', '1.5', 'x', ''])('refuses %j', (text) => {
    expect(port.safeParse(text).success).toBe(false);
  });
});

describe('issuerUrl', () => {
  it.each(['https://issuer.example/realm', 'http://127.0.0.1:9000', 'http://localhost', 'http://[::1]:1'])(
    'takes %s',
    (url) => {
      expect(issuerUrl.parse(url)).toBe(url);
    },
  );

  it.each(['http://issuer.example', 'issuer.example', 'ftp://127.0.0.1', 'http://127.0.0.1.example'])(
    'refuses %s',
    (url) => {
      expect(issuerUrl.safeParse(url).success).toBe(false);
    },
  );
});

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'])('is true of %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', '127.0.0.1.example', 'example'])('is false of %s', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
