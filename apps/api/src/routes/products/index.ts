import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { AppEnv } from '../../app-env.ts';
import { handleMethodNotAllowed } from '../../errors.ts';
import { requireScope } from '../../require-scope.ts';
import { createProducts } from './create-products.ts';
import { getProduct } from './get-product.ts';
import { listProducts } from './list-products.ts';

const canRead = requireScope('catalog:read');
const canWrite = requireScope('catalog:write');

export const productRoutes = new Hono<AppEnv>()
  .post('/', canWrite, createProducts)
  .post('/batch', canWrite, createProducts)
  // Without it, GET would ask for the product with the id "batch".
  .all('/batch', (c) => handleMethodNotAllowed(c, ['POST']))
  .get('/', canRead, listProducts)
  .get('/:id', canRead, etag(), getProduct);
