import { describe, expect, it } from 'vitest';
import { refuseUndecodableQuery } from './undecodable-query.ts';

describe('refuseUndecodableQuery', () => {
  it.each(['', 'sku=A+1&dryRun=true', 'sku=%C3%A9%25', 'sku=é', 'sku=%EF%BF%BD'])('takes %s', (query) => {
    expect(() => refuseUndecodableQuery(query)).not.toThrow();
  });

  it.each(['sku=%FF', 'sku=%ZZ', 'sku=100%', 'sku=%C3', '%E9=1', 'sku=%ED%A0%80'])('refuses %s', (query) => {
    expect(() => refuseUndecodableQuery(query)).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        message: "The query can't be decoded: each % starts two hexadecimal digits, a byte of UTF-8.",
      }) as Error,
    );
  });
});
