import { describe, expect, it } from 'vitest';
import { issuerUrl } from './issuer-url.ts';

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
