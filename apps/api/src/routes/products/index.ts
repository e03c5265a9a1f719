import { OpenAPIHono } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import type { AppEnv } from '../../app-env.ts';
import { createProduct, createProductRoute } from './create-product.ts';
import { getProduct, getProductRoute } from './get-product.ts';

export function createProductRoutes(): OpenAPIHono<AppEnv> {
  const routes = new OpenAPIHono<AppEnv>();
  // Described, but not validated here: the processor validates, once.
  routes.openAPIRegistry.registerPath(createProductRoute);
  routes.post(createProductRoute.getRoutingPath(), createProduct);
  routes.get(getProductRoute.getRoutingPath(), etag());
  routes.openapi(getProductRoute, getProduct);
  return routes;
}
