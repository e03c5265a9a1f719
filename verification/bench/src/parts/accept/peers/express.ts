/** Express 5, with zod and morgan. */
import type { AddressInfo } from 'node:net';
import express from 'express';
import morgan from 'morgan';
import { loadPeerConfig } from './config.ts';
import { createHandOver } from './processor.ts';
import { Product } from './product-zod.ts';

const { functionName, log } = loadPeerConfig();
const handOver = createHandOver(functionName);
const app = express();

if (log) {
  app.use(morgan('combined'));
}
app.use(express.json({ limit: '5mb' }));

app.post('/products', async (request, response) => {
  const product = Product.safeParse(request.body);
  if (!product.success) {
    response.status(422).json({ errors: product.error.issues });
    return;
  }
  const { statusCode, headers, body } = await handOver(JSON.stringify(product.data));
  response.status(statusCode).set(headers).send(body);
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
