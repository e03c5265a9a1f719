import { JSON_MEDIA_TYPE, MERGE_PATCH_MEDIA_TYPE } from '@async-catalog/http-contract';
import type { Accepted, ErrorCode } from '@async-catalog/product-schema';
import { PRODUCT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { acceptedOf, productChanges, productInput } from '../../openapi/examples.ts';
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
const byId = { headers, params: PRODUCT_PARAMS, query: DryRunQuery };
const sku = SkuQuery.shape.sku.meta({ description: 'SKU of the product.', example: productInput.sku });
const bySku = { headers, query: SkuQuery.extend({ sku }) };
/** Name of the product in the answer. */
const named = { sku: productInput.sku };

const content = { schema: SentChanges, example: productChanges };
const body = {
  required: true,
  content: { [MERGE_PATCH_MEDIA_TYPE]: content, [JSON_MEDIA_TYPE]: content },
};

const patch = {
  tags: ['Products'],
  description:
    'Changes the fields that are named, and only these; `null` removes a field (RFC 7396). Whether there is a product is found out when the change is applied: otherwise it waits for one that may be late, and the item fails with `PRODUCT_NOT_FOUND` 16 to 17 minutes later; until then the submission can be `overdue`.',
};
const PATCH_CODES = [
  'MALFORMED_JSON',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID_PRODUCT',
  ...SUBMITTING_CODES,
] as const satisfies ErrorCode[];

const remove = {
  tags: ['Products'],
  description:
    'Takes no body. The product can be put again: within 45 days its versions go on, later they start again at 1.',
};

const answers = (example: Accepted) => ({ 200: finishedOrDryRunResponse(1), 202: acceptedResponse(example) });

export const patchProductDescription = describeOperation(patchProduct, {
  operationId: 'patchProduct',
  summary: 'Change fields of a product',
  ...patch,
  responses: answers(acceptedOf('patch')),
  request: { ...byId, body },
  problems: ['PRODUCT_NOT_FOUND', ...PATCH_CODES],
});

export const patchProductBySkuDescription = describeOperation(patchProductBySku, {
  operationId: 'patchProductBySku',
  summary: 'Change fields of a product, by its SKU',
  ...patch,
  responses: answers(acceptedOf('patch', named)),
  request: { ...bySku, body },
  problems: PATCH_CODES,
});

export const deleteProductDescription = describeOperation(deleteProduct, {
  operationId: 'deleteProduct',
  summary: 'Delete a product',
  ...remove,
  responses: answers(acceptedOf('delete')),
  request: byId,
  problems: ['PRODUCT_NOT_FOUND', ...SUBMITTING_CODES],
});

export const deleteProductBySkuDescription = describeOperation(deleteProductBySku, {
  operationId: 'deleteProductBySku',
  summary: 'Delete a product, by its SKU',
  ...remove,
  responses: answers(acceptedOf('delete', named)),
  request: bySku,
  problems: SUBMITTING_CODES,
});
