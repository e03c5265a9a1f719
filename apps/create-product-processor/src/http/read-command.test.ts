import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readBodyType, readDryRun, readOperation } from './read-command.ts';

describe('readOperation', () => {
  it.each([
    ['/products', 'product'],
    ['/prod/products', 'product'],
    ['/products/batch', 'batch'],
    ['/prod/products/batch', 'batch'],
  ])('takes POST %s', (path, name) => {
    expect(readOperation({ method: 'POST', path, fromApi: false })).toBe(name);
  });

  it.each(['/', '/products/1', '/products/batch/1', '/myproducts', '/submissions'])('knows no %s', (path) => {
    expect(() => readOperation({ method: 'POST', path, fromApi: false })).toThrow(problem('NOT_FOUND'));
  });

  it('takes a retry from the API alone', () => {
    const retry = { method: 'POST', path: '/submissions/018f0000-0000-7000-8000-000000000001/retry' };

    expect(readOperation({ ...retry, fromApi: true })).toBe('retry');
    expect(() => readOperation({ ...retry, fromApi: false })).toThrow(problem('NOT_FOUND'));
    expect(() => readOperation({ ...retry, path: `/intake${retry.path}`, fromApi: true })).toThrow(
      problem('NOT_FOUND'),
    );
  });

  it('names the method that it takes', () => {
    expect(() => readOperation({ method: 'PUT', path: '/products', fromApi: false })).toThrow(
      problem('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } }),
    );
  });
});

describe('readBodyType', () => {
  it('takes lines for a batch alone', () => {
    expect(readBodyType('application/jsonl', 'batch')).toBe('application/x-ndjson');
    expect(() => readBodyType('application/jsonl', 'product')).toThrow(
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
});
