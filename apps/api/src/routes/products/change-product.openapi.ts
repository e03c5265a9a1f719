import { JSON_MEDIA_TYPE, MERGE_PATCH_MEDIA_TYPE } from '@async-catalog/http-contract';
import { type ErrorCode, ProductId } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { acceptedOf, productChanges } from '../../openapi/examples.ts';
import { SentChanges } from '../../openapi/product-operation.ts';
import {
  acceptedResponse,
  finishedOrDryRunResponse,
  SingleSubmittingHeaders,
  SUBMITTING_CODES,
} from '../../openapi/submitting.ts';
import { deleteProduct, deleteProductBySku, patchProduct, patchProductBySku } from './change-product.ts';
import { DryRunQuery, SkuQuery } from './submit-request.ts';

const headers = SingleSubmittingHeaders;
const byId = { headers, params: z.object({ id: ProductId }), query: DryRunQuery };
const bySku = { headers, query: SkuQuery };

const content = { schema: SentChanges, example: productChanges };
const body = {
  required: true,
  content: { [MERGE_PATCH_MEDIA_TYPE]: content, [JSON_MEDIA_TYPE]: content },
};

const patch = {
  tags: ['Products'],
  summary: 'Change fields of a product',
  description:
    'Changes the fields that are named, and only these; `null` removes a field (RFC 7396). Whether there is a product is found out when the change is applied: otherwise it waits for one that may be late, and the item fails with `PRODUCT_NOT_FOUND` 16 to 17 minutes later; until then the submission can be `overdue`.',
  responses: { 200: finishedOrDryRunResponse, 202: acceptedResponse(acceptedOf('patch')) },
};
const PATCH_CODES = [
  'MALFORMED_JSON',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID_PRODUCT',
  ...SUBMITTING_CODES,
] as const satisfies ErrorCode[];

const remove = {
  tags: ['Products'],
  summary: 'Delete a product',
  description:
    'Takes no body. The product can be put again: within 45 days its versions go on, later they start again at 1.',
  responses: { 200: finishedOrDryRunResponse, 202: acceptedResponse(acceptedOf('delete')) },
};

export const patchProductDescription = describeOperation(patchProduct, {
  operationId: 'patchProduct',
  ...patch,
  request: { ...byId, body },
  problems: ['PRODUCT_NOT_FOUND', ...PATCH_CODES],
});

export const patchProductBySkuDescription = describeOperation(patchProductBySku, {
  operationId: 'patchProductBySku',
  ...patch,
  request: { ...bySku, body },
  problems: PATCH_CODES,
});

export const deleteProductDescription = describeOperation(deleteProduct, {
  operationId: 'deleteProduct',
  ...remove,
  request: byId,
  problems: ['PRODUCT_NOT_FOUND', ...SUBMITTING_CODES],
});

export const deleteProductBySkuDescription = describeOperation(deleteProductBySku, {
  operationId: 'deleteProductBySku',
  ...remove,
  request: bySku,
  problems: SUBMITTING_CODES,
});
