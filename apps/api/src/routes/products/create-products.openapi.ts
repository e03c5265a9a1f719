import { JSON_MEDIA_TYPE, MAX_BATCH_ITEMS, NDJSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { acceptedBatch, operations } from '../../openapi/examples.ts';
import { ProductOperation } from '../../openapi/product-operation.ts';
import {
  acceptedResponse,
  finishedOrDryRunResponse,
  SUBMITTING_CODES,
  SubmittingHeaders,
} from '../../openapi/submitting.ts';
import { createProducts } from './create-products.ts';
import { DryRunQuery } from './submit-request.ts';

/** https://github.com/ndjson/ndjson-spec */
const ndjson = {
  schema: z.string().min(1).openapi({ format: 'binary' }),
  example: operations.map((operation) => `${JSON.stringify(operation)}\n`).join(''),
};

const ProductBatch = z
  .strictObject({ items: z.array(ProductOperation).min(1).max(MAX_BATCH_ITEMS) })
  .meta({ id: 'ProductBatch' });

export const createProductsDescription = describeOperation(createProducts, {
  operationId: 'createProducts',
  tags: ['Products'],
  summary: `Submit up to ${MAX_BATCH_ITEMS.toLocaleString('en')} products`,
  description:
    'An item replaces its product, as in `POST /products`, unless its `op` is `patch`, `merge` or `delete`. Patches, merges and deletes are all applied, in the order of the items. Valid items are accepted and invalid ones are listed in `rejected`, unless `Prefer: handling=strict` asks for all or none. A JSON body in which a field has a reserved name (`__proto__`, or `prototype` in `constructor`) is refused whole; in NDJSON, only its line is. NDJSON may also be called `application/ndjson`, `application/jsonl` or `application/jsonlines`; a line that is malformed, or not UTF-8, rejects only its own item, with its `line`. A number that a double does not hold exactly as it is written is refused (`NUMBER_NOT_EXACT`): send it as a string. The body may be up to 4 MiB as it is sent, and 5 MiB unpacked; `Content-Encoding: gzip` is taken, also of one product.',
  request: {
    headers: SubmittingHeaders,
    query: DryRunQuery,
    body: {
      required: true,
      content: {
        [JSON_MEDIA_TYPE]: { schema: ProductBatch, example: { items: operations } },
        [NDJSON_MEDIA_TYPE]: ndjson,
      },
    },
  },
  responses: {
    200: finishedOrDryRunResponse(operations.length),
    202: acceptedResponse(acceptedBatch),
  },
  problems: [
    'MALFORMED_JSON',
    'UNSUPPORTED_MEDIA_TYPE',
    'NO_VALID_ITEM',
    'INVALID_ITEMS',
    ...SUBMITTING_CODES,
  ],
});
