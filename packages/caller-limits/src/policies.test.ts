import { describe, expect, it } from 'vitest';
import { QuotaClaims, QuotaEnv, toClaims, toQuotas, withOwnQuotas } from './policies.ts';

const STAGE = { requests: 100, products: 1000 };

describe('the limits of a caller', () => {
  it('are the stage’s, unless its token sets others', () => {
    expect(toQuotas(QuotaEnv.parse({ REQUESTS_PER_SECOND: '100', PRODUCTS_PER_DAY: '1000' }))).toEqual(STAGE);
    expect(withOwnQuotas(STAGE, QuotaClaims.parse({}))).toEqual(STAGE);
    expect(withOwnQuotas(STAGE, QuotaClaims.parse({ catalog_requests_per_second: 5 }))).toEqual({
      requests: 5,
      products: 1000,
    });
    // An authorizer of API Gateway makes text of every claim.
    expect(withOwnQuotas(STAGE, QuotaClaims.parse({ catalog_products_per_day: '7' }))).toEqual({
      requests: 100,
      products: 7,
    });
  });

  it('come back from the claims that they are handed on as', () => {
    const own = { requests: 3, products: 999_999_999_999_999 };
    expect(withOwnQuotas(STAGE, QuotaClaims.parse(toClaims(own)))).toEqual(own);
  });

  it.each([0, -1, 1.5, Number.NaN, Infinity, 1e15, '0', '-1', '1.5', '1e3', '', ' 5', '05', null, true, [5]])(
    'are no %j',
    (value) => {
      expect(QuotaClaims.safeParse({ catalog_requests_per_second: value }).success).toBe(false);
      expect(QuotaClaims.safeParse({ catalog_products_per_day: value }).success).toBe(false);
    },
  );
});
