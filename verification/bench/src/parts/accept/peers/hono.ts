/** Hono with zod on Node: what our API is built on, alone. */
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { validator } from 'hono/validator';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadPeerConfig } from './config.ts';
import { createHandOver } from './processor.ts';
import { Product } from './product-zod.ts';

const handOver = createHandOver(loadPeerConfig().functionName);

const validated = validator('json', (body, c) => {
  const product = Product.safeParse(body);
  return product.success ? product.data : c.json({ errors: product.error.issues }, 422);
});

const app = new Hono().post('/products', validated, async (c) => {
  const { statusCode, headers, body } = await handOver(JSON.stringify(c.req.valid('json')));
  return new Response(body, { status: statusCode, headers });
});

const listener = getRequestListener(app.fetch);
const server = createServer((request, response) => void listener(request, response));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
