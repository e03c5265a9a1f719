import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { defineOperation } from '../operation.ts';

/** Header by which a proxy says which prefix it removed from the path. */
const FORWARDED_PREFIX = 'x-forwarded-prefix';

const PREFIX = /^\/[\w-]{1,64}$/;

export const getOpenApi = defineOperation({
  method: 'GET',
  path: '/openapi.json',
  async handle(c) {
    const document = await c.var.deps.documentation.openApi();
    const prefix = c.req.header(FORWARDED_PREFIX) ?? '';
    return c.body(PREFIX.test(prefix) ? below(prefix, document) : document, 200, {
      'content-type': JSON_MEDIA_TYPE,
      vary: FORWARDED_PREFIX,
    });
  },
});

/** Names the place of the service in its document. */
function below(prefix: string, document: string): string {
  return JSON.stringify({ ...(JSON.parse(document) as object), servers: [{ url: prefix }] });
}
