import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { AppEnv } from '../../app-env.ts';
import { requireScope } from '../../require-scope.ts';
import { createProducts } from './create-products.ts';
import { getProduct } from './get-product.ts';
import { listProducts } from './list-products.ts';

const canRead = requireScope('catalog:read');
const canWrite = requireScope('catalog:write');

export const productRoutes = new Hono<AppEnv>()
  .post('/', canWrite, createProducts)
  .post('/batch', canWrite, createProducts)
  .get('/', canRead, listProducts)
  .get('/:id', canRead, etag(), getProduct);
