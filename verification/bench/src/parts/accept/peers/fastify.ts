/** Fastify 5, with its own validation (ajv) and logger (pino). */
import Fastify from 'fastify';
import { loadPeerConfig } from './config.ts';
import { createHandOver } from './processor.ts';
import { productSchema } from './product-json-schema.ts';

const { functionName, log } = loadPeerConfig();
const handOver = createHandOver(functionName);
const app = Fastify({ logger: log, bodyLimit: 5 * 1024 * 1024 });

app.post('/products', { schema: { body: productSchema } }, async (request, reply) => {
  const { statusCode, headers, body } = await handOver(JSON.stringify(request.body));
  return reply.code(statusCode).headers(headers).send(body);
});

const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`listening ${url}\n`);
