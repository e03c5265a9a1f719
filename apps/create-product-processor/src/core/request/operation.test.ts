import { describe, expect, it } from 'vitest';
import { problem } from '../../testing/problem.ts';
import { operationOf } from './operation.ts';

describe('operationOf', () => {
  it.each([
    ['/products', 'product'],
    ['/prod/products', 'product'],
    ['/products/batch', 'batch'],
    ['/prod/products/batch', 'batch'],
  ])('takes POST %s', (path, name) => {
    expect(operationOf('POST', path).name).toBe(name);
  });

  it.each(['/', '/products/1', '/products/batch/1', '/myproducts', '/submissions'])('knows no %s', (path) => {
    expect(() => operationOf('POST', path)).toThrow(problem('NOT_FOUND'));
  });

  it('names the method that it takes', () => {
    expect(() => operationOf('PUT', '/products')).toThrow(
      problem('METHOD_NOT_ALLOWED', { headers: { allow: 'POST' } }),
    );
  });
});
