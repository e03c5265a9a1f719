import { describe, expect, it } from 'vitest';
import { refuseRepeatedHeaders } from './repeated-headers.ts';

const refuse = (headers: Record<string, string>) => () => {
  refuseRepeatedHeaders((name) => headers[name]);
};

describe('refuseRepeatedHeaders', () => {
  it.each([
    ['idempotency-key', 'a, b', 'Idempotency-Key'],
    ['idempotency-key', 'a,a', 'Idempotency-Key'],
    ['idempotency-key', '"a","b"', 'Idempotency-Key'],
    ['x-request-id', 'r-1,r-2', 'X-Request-Id'],
    ['content-type', 'application/json, application/json', 'Content-Type'],
    ['content-type', 'application/json; charset="utf-8", text/plain', 'Content-Type'],
    ['content-type', 'application/json, ', 'Content-Type'],
  ])('refuses %s: %s by name', (name, value, shown) => {
    expect(refuse({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'INVALID_REQUEST',
        message: `${shown} was sent more than once, or has a comma outside quotes. Send one value.`,
      }) as Error,
    );
  });

  it.each([
    ['idempotency-key', '"a,b"'],
    ['idempotency-key', String.raw`"a\",b"`],
    ['x-request-id', '"a,b"'],
    ['content-type', 'application/json; profile="a, b"'],
    ['prefer', 'wait=5, handling=strict'],
    ['accept', 'text/csv, application/json'],
  ])('takes %s: %s', (name, value) => {
    expect(refuse({ [name]: value })).not.toThrow();
  });

  it.each(['"'.repeat(65_535), '"' + String.raw`\"`.repeat(32_000), `"${'\\'.repeat(65_535)}`])(
    'takes no time for quotes that are never closed',
    (value) => {
      const before = process.cpuUsage();

      refuse({ 'idempotency-key': value })();

      expect(process.cpuUsage(before).user).toBeLessThan(100_000);
    },
  );
});
