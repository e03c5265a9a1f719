import { defineOperation } from '../operation.ts';
import { DryRunQuery, SkuQuery, submitRequest } from './submit-request.ts';

export const patchProduct = defineOperation({
  method: 'PATCH',
  path: '/products/:id',
  scope: 'catalog:write',
  handle: (c) => submitRequest(c, DryRunQuery),
});

export const patchProductBySku = defineOperation({
  method: 'PATCH',
  path: '/products',
  scope: 'catalog:write',
  handle: (c) => submitRequest(c, SkuQuery),
});

export const deleteProduct = defineOperation({
  method: 'DELETE',
  path: '/products/:id',
  scope: 'catalog:write',
  handle: (c) => submitRequest(c, DryRunQuery),
});

export const deleteProductBySku = defineOperation({
  method: 'DELETE',
  path: '/products',
  scope: 'catalog:write',
  handle: (c) => submitRequest(c, SkuQuery),
});
