import { describe, expect, it } from 'vitest';
import { limitExceeded, limitHeader, policyHeader, type Usage } from './usage.ts';

const PRODUCTS: Usage = { policy: 'products', quota: 1000, left: 10, resetsInSeconds: 43_200 };
const REQUESTS: Usage = { policy: 'requests', quota: 20, left: 0, resetsInSeconds: 1 };

describe('the headers', () => {
  it('are structured fields of the draft', () => {
    expect(policyHeader({ requests: 20, products: 1000 })).toBe(
      '"requests";q=20;w=1, "products";q=1000;w=86400',
    );
    expect(limitHeader([REQUESTS, PRODUCTS])).toBe('"requests";r=0;t=1, "products";r=10;t=43200');
    expect(limitHeader([])).toBe('');
  });
});

describe('a refusal', () => {
  it('names the limit, what is left, what was asked for, and when there is more', () => {
    expect(limitExceeded(PRODUCTS, 11)).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      message:
        'The limit “products” is 1000 products a day (UTC): 10 are left, this request has 11, and nothing was taken. Send at most 10 now, under another idempotency key. More in 43200 s.',
      headers: { 'retry-after': '43200' },
    });
    expect(limitExceeded(REQUESTS, 1)).toMatchObject({
      message:
        'The limit “requests” is 20 requests a second: none is left, and nothing was taken. More in 1 s.',
      headers: { 'retry-after': '1' },
    });
  });
});
