import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { defineOperation } from '../operation.ts';

/** Header by which a proxy says which prefix it removed from the path. */
const FORWARDED_PREFIX = 'x-forwarded-prefix';

const PREFIX = /^\/[\w-]{1,64}$/;

export const getOpenApi = defineOperation({
  method: 'GET',
  path: '/openapi.json',
  async handle(c) {
    const { documentation, authenticate } = c.var.deps;
    const document = await documentation.openApi();
    const sent = c.req.header(FORWARDED_PREFIX) ?? '';
    const prefix = PREFIX.test(sent) ? sent : undefined;
    const isOpen = authenticate === undefined;
    return c.body(isOpen || prefix !== undefined ? adapt(document, isOpen, prefix) : document, 200, {
      'content-type': JSON_MEDIA_TYPE,
      vary: FORWARDED_PREFIX,
    });
  },
});

/** Parts of the document that depend on how the service is run. */
interface Adaptable {
  servers?: { url: string }[];
  components?: { securitySchemes?: object };
  paths?: Record<string, Record<string, { security?: object; responses?: Record<string, object> }>>;
}

/** Names the place of the service in its document, and removes what an open service hasn't: access tokens. */
function adapt(text: string, isOpen: boolean, prefix: string | undefined): string {
  const document = JSON.parse(text) as Adaptable;
  if (prefix !== undefined) {
    document.servers = [{ url: prefix }];
  }
  if (isOpen) {
    delete document.components?.securitySchemes;
    for (const operation of Object.values(document.paths ?? {}).flatMap(Object.values)) {
      delete operation.security;
      delete operation.responses?.[401];
    }
  }
  return JSON.stringify(document);
}
