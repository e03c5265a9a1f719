import type { Context } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { readBody } from '../read-body.ts';
import { submit } from '../submit.ts';

/** `POST /products` and `POST /products/batch`: the intake knows them by their paths. */
export async function createProducts(c: Context<AppEnv>): Promise<Response> {
  const { url } = c.req;
  const start = url.indexOf('?');
  return submit(c, {
    path: c.req.path,
    query: start === -1 ? '' : url.slice(start + 1),
    body: await readBody(c.req.raw),
  });
}
