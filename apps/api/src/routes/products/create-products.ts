import { defineOperation } from '../operation.ts';
import { DryRunQuery, submitRequest } from './submit-request.ts';

export const createProduct = defineOperation({
  method: 'POST',
  path: '/products',
  scope: 'catalog:write',
  handle: (c) => submitRequest(c, DryRunQuery),
});

export const createProducts = defineOperation({
  method: 'POST',
  path: '/products/batch',
  scope: 'catalog:write',
  handle: (c) => submitRequest(c, DryRunQuery),
});
