import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { defineOperation } from '../operation.ts';

export const getOpenApi = defineOperation({
  method: 'GET',
  path: '/openapi.json',
  handle: async (c) =>
    c.body(await c.var.deps.documentation.openApi(), 200, { 'content-type': JSON_MEDIA_TYPE }),
});
