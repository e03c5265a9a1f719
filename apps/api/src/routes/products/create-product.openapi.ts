import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { accepted, operationExamples } from '../../openapi/examples.ts';
import { ProductOperation } from '../../openapi/product-operation.ts';
import {
  acceptedResponse,
  finishedOrDryRunResponse,
  SingleSubmittingHeaders,
  SUBMITTING_CODES,
} from '../../openapi/submitting.ts';
import { createProduct } from './create-products.ts';
import { DryRunQuery } from './submit-request.ts';

export const createProductDescription = describeOperation(createProduct, {
  operationId: 'createProduct',
  tags: ['Products'],
  summary: 'Submit one product',
  description:
    'Replaces the product that has the SKU, or makes it: a field that is left out is removed, except `currency`, which stays as it is. `op` says otherwise: `patch` changes the fields that are named, `merge` does so too, or makes the product if there is none, `delete` deletes it.',
  request: {
    headers: SingleSubmittingHeaders,
    query: DryRunQuery,
    body: {
      required: true,
      content: { [JSON_MEDIA_TYPE]: { schema: ProductOperation, examples: operationExamples } },
    },
  },
  responses: {
    200: finishedOrDryRunResponse(1),
    202: acceptedResponse(accepted),
  },
  problems: ['MALFORMED_JSON', 'UNSUPPORTED_MEDIA_TYPE', 'INVALID_PRODUCT', ...SUBMITTING_CODES],
});
