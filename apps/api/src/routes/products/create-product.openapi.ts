import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { ProductInput } from '@async-catalog/product-schema';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { accepted, productInput } from '../../openapi/examples.ts';
import {
  acceptedResponse,
  finishedOrDryRunResponse,
  SUBMITTING_CODES,
  SubmittingHeaders,
} from '../../openapi/submitting.ts';
import { createProduct, DryRunQuery } from './create-products.ts';

export const createProductDescription = describeOperation(createProduct, {
  operationId: 'createProduct',
  tags: ['Products'],
  summary: 'Submit one product',
  request: {
    headers: SubmittingHeaders,
    query: DryRunQuery,
    body: { required: true, content: { [JSON_MEDIA_TYPE]: { schema: ProductInput, example: productInput } } },
  },
  responses: {
    200: finishedOrDryRunResponse,
    202: acceptedResponse(accepted),
  },
  problems: ['MALFORMED_JSON', 'UNSUPPORTED_MEDIA_TYPE', 'INVALID_PRODUCT', ...SUBMITTING_CODES],
});
