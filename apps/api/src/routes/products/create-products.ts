import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../app-env.ts';
import { defineOperation } from '../operation.ts';
import { readBody } from '../read-body.ts';
import { readQuery } from '../read-query.ts';
import { submit } from '../submit.ts';

export const DryRunQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('`true` only validates.'),
});

export const createProduct = defineOperation({
  method: 'POST',
  path: '/products',
  scope: 'catalog:write',
  handle: submitBody,
});

export const createProducts = defineOperation({
  method: 'POST',
  path: '/products/batch',
  scope: 'catalog:write',
  handle: submitBody,
});

/** Submits the request unchanged. The intake distinguishes one product from a batch by the path. */
async function submitBody(c: Context<AppEnv>): Promise<Response> {
  readQuery(c, DryRunQuery);
  const { url } = c.req;
  const start = url.indexOf('?');
  const encoding = c.req.header('content-encoding');
  return submit(c, {
    path: c.req.path,
    query: start === -1 ? '' : url.slice(start + 1),
    headers: encoding === undefined ? {} : { 'content-encoding': encoding },
    body: await readBody(c.req.raw),
  });
}
