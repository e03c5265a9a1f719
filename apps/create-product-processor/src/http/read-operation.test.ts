import { describe, expect, it } from 'vitest';
import { problem } from '../testing/problem.ts';
import { readOperation } from './read-operation.ts';

describe('readOperation', () => {
  it.each([
    ['/products', 'product'],
    ['/prod/products', 'product'],
    ['/products/batch', 'batch'],
    ['/prod/products/batch', 'batch'],
  ])('takes POST %s', (path, name) => {
    expect(readOperation('POST', path)).toBe(name);
  });

  it.each(['/', '/products/1', '/products/batch/1', '/myproducts', '/submissions'])('knows no %s', (path) => {
    expect(() => readOperation('POST', path)).toThrow(problem('NOT_FOUND'));
  });

  it('names the method that it takes', () => {
    expect(() => readOperation('PUT', '/products')).toThrow(
      problem('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } }),
    );
  });
});
