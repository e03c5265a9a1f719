import {
  CSV_MEDIA_TYPE,
  GZIP_MEDIA_TYPE,
  JSON_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
  TSV_MEDIA_TYPE,
} from '@async-catalog/http-contract';
import { Import, ImportRequest, MAX_DIRECT_IMPORT_BYTES } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import {
  createdImport,
  importRequest,
  importUpload,
  productInput,
  startedImport,
} from '../../openapi/examples.ts';
import { header, RETRY_AFTER } from '../../openapi/headers.ts';
import { SubmittingHeaders } from '../../openapi/submitting.ts';
import { success } from '../../openapi/success.ts';
import { createImport } from './create-import.ts';
import { ReceiveImportQuery } from './read-file.ts';

const HEADERS = {
  ...header('Location', 'URL of the import.'),
  ...header('Idempotency-Replayed', '`true` when the import was created by an earlier request.'),
};

const file = { schema: z.string().min(1).openapi({ format: 'binary' }) };

export const createImportDescription = describeOperation(createImport, {
  operationId: 'createImport',
  tags: ['Imports'],
  summary: 'Import a file',
  description: `Send JSON to upload a file in parts: PUT the bytes of each part to its URL, report the ETags that S3 answers, then start the import. Or send a file of up to ${MAX_DIRECT_IMPORT_BYTES} bytes (8 MiB) as the body, which is started at once; behind API Gateway, the limit is that of AWS Lambda, an event of 6 MB with text in JSON and other bytes in base64. A larger body never reaches the service there, and the gateway answers with an error of its own (\`{"message": "…"}\` instead of a problem document). So send no more than 4 MiB there, and larger files in parts. Each parameter of the query is for a file in the body, and has its place in JSON otherwise. Fields that a \`mapping\` names are checked at once, its columns when the file is there (\`INVALID_MAPPING\`). A file in which 1,000 rows in a row can't be read, as after a quote that is never closed, or with another delimiter, ends as \`failed\` (\`TOO_MANY_FLAWED_ROWS\`), with the line where they begin. A row without a \`name\` or a \`price\` of a product that doesn't exist fails after two minutes (\`PRODUCT_NOT_FOUND\`): a put of it that is still being retried then comes too late for the row, which can be sent again. Without an \`Idempotency-Key\`, each request creates an import.`,
  request: {
    headers: SubmittingHeaders.pick({ 'Idempotency-Key': true, 'X-Request-Id': true }).extend({
      'Content-Disposition': z
        .string()
        .optional()
        .describe('Name of a file in the body.')
        .meta({ example: 'attachment; filename="products.csv"' }),
    }),
    query: ReceiveImportQuery,
    body: {
      required: true,
      content: {
        [JSON_MEDIA_TYPE]: { schema: ImportRequest, example: importRequest },
        [CSV_MEDIA_TYPE]: { ...file, example: 'sku,name,price\nTEA-1,Teapot,24.50\n' },
        [TSV_MEDIA_TYPE]: { ...file, example: 'sku\tname\tprice\nTEA-1\tTeapot\t24.50\n' },
        [NDJSON_MEDIA_TYPE]: { ...file, example: `${JSON.stringify(productInput)}\n` },
        [GZIP_MEDIA_TYPE]: file,
      },
    },
  },
  responses: {
    201: success(
      'Created. `upload` has the URLs of the first parts.',
      Import,
      { ...createdImport, upload: importUpload },
      HEADERS,
    ),
    202: success('Started: the file was in the body.', Import, startedImport, { ...HEADERS, ...RETRY_AFTER }),
  },
  problems: [
    'MALFORMED_JSON',
    'IMPORT_ENDED',
    'UNSUPPORTED_MEDIA_TYPE',
    'PAYLOAD_TOO_LARGE',
    'IDEMPOTENCY_KEY_REUSED',
    'INVALID_FILE',
    'INVALID_MAPPING',
  ],
});
