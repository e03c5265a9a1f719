import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readBodyType, readDryRun, readRoute } from './read-command.ts';

describe('readRoute', () => {
  it.each([
    ['/products', 'product'],
    ['/prod/products', 'product'],
    ['/products/batch', 'batch'],
    ['/prod/products/batch', 'batch'],
  ])('takes POST %s', (path, name) => {
    expect(readRoute({ method: 'POST', path, fromApi: false })).toEqual({ operation: name });
  });

  it.each(['/', '/products/1/2', '/products/batch/1', '/myproducts', '/submissions'])(
    'knows no %s',
    (path) => {
      expect(() => readRoute({ method: 'POST', path, fromApi: false })).toThrow(problem('NOT_FOUND'));
    },
  );

  it('takes a retry from the API alone', () => {
    const retry = { method: 'POST', path: '/submissions/018f0000-0000-7000-8000-000000000001/retry' };

    expect(readRoute({ ...retry, fromApi: true })).toEqual({ operation: 'retry' });
    expect(() => readRoute({ ...retry, fromApi: false })).toThrow(problem('NOT_FOUND'));
    expect(() => readRoute({ ...retry, path: `/intake${retry.path}`, fromApi: true })).toThrow(
      problem('NOT_FOUND'),
    );
  });

  it.each([
    ['/products', 'PATCH', 'patch'],
    ['/prod/products/1', 'PATCH', 'patch'],
    ['/products', 'DELETE', 'delete'],
    ['/products/1', 'DELETE', 'delete'],
  ])('takes of %s a %s, which is a %s', (path, method, op) => {
    expect(readRoute({ method, path, fromApi: false })).toEqual({ operation: 'product', op });
  });

  it.each([
    ['/products', 'PUT', 'POST, PATCH, DELETE'],
    ['/products/batch', 'PATCH', 'POST'],
    ['/products/1', 'POST', 'PATCH, DELETE'],
  ])('names the methods that %s takes instead of %s', (path, method, allow) => {
    expect(() => readRoute({ method, path, fromApi: false })).toThrow(
      problem('METHOD_NOT_ALLOWED', { headers: { allow } }),
    );
  });
});

describe('readBodyType', () => {
  it('takes a merge patch of a PATCH alone, and no other patch', () => {
    const patch = { operation: 'product', op: 'patch' } as const;
    expect(readBodyType('application/merge-patch+json', patch)).toBe('application/merge-patch+json');
    expect(readBodyType('application/json', patch)).toBe('application/json');
    for (const [type, route] of [
      ['application/json-patch+json', patch],
      ['application/vnd.shop+json', patch],
      ['application/merge-patch+json', { operation: 'product' }],
      ['application/merge-patch+json', { operation: 'batch' }],
    ] as const) {
      expect(() => readBodyType(type, route)).toThrow(problem('UNSUPPORTED_MEDIA_TYPE'));
    }
  });

  it('takes lines for a batch alone', () => {
    expect(readBodyType('application/jsonl', { operation: 'batch' })).toBe('application/x-ndjson');
    expect(() => readBodyType('application/jsonl', { operation: 'product' })).toThrow(
      problem('UNSUPPORTED_MEDIA_TYPE', {
        message: 'Content-Type is application/jsonl; send application/json.',
      }),
    );
  });
});

describe('readDryRun', () => {
  it.each([
    ['', false],
    ['dryRun=false', false],
    ['dryRun=true', true],
  ])('reads %j as %s', (query, expected) => {
    expect(readDryRun(new URLSearchParams(query))).toBe(expected);
  });

  it.each(['dryRun', 'dryRun=1', 'dryRun=TRUE', 'dryRun=true&dryRun=true', 'dryrun=true', 'dryRun=true&x=1'])(
    'refuses %j, rather than store what should only be checked',
    (query) => {
      expect(() => readDryRun(new URLSearchParams(query))).toThrow(problem('INVALID_REQUEST'));
    },
  );

  it('takes a SKU only where the request is of one product', () => {
    expect(readDryRun(new URLSearchParams('dryRun=true&sku=A'), ['sku'])).toBe(true);
    expect(() => readDryRun(new URLSearchParams('dryRun=true&sku=A'))).toThrow(problem('INVALID_REQUEST'));
  });
});
