import { refuseUndecodableQuery } from '@async-catalog/http-contract';
import { ProductInput } from '@async-catalog/product-schema';
import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../../app-env.ts';
import { readBody } from '../read-body.ts';
import { readQuery } from '../read-query.ts';
import { submit } from '../submit.ts';

export const DryRunQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).optional().describe('`true` only validates.'),
});

/** Query of a request that names its product by the SKU. */
export const SkuQuery = DryRunQuery.extend({ sku: ProductInput.shape.sku.unwrap() });

/** Submits the request unchanged, once its query is checked. The intake distinguishes what it does by method and path. */
export async function submitRequest(c: Context<AppEnv>, query: z.ZodObject): Promise<Response> {
  const { url } = c.req;
  const start = url.indexOf('?');
  const sent = start === -1 ? '' : url.slice(start + 1);
  refuseUndecodableQuery(sent);
  readQuery(c, query);
  const encoding = c.req.header('content-encoding');
  return submit(c, {
    path: c.req.path,
    query: sent,
    headers: encoding === undefined ? {} : { 'content-encoding': encoding },
    body: await readBody(c.req.raw),
  });
}
