import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { Import } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { IMPORT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { createdImport, importUpload } from '../../openapi/examples.ts';
import { success } from '../../openapi/success.ts';
import { UploadedPart, UploadedParts } from './record-parts.handler.ts';
import { recordParts } from './record-parts.ts';

const etag = '"5d41402abc4b2a76b9719d911017c592"';

export const recordPartsDescription = describeOperation(recordParts, {
  operationId: 'recordImportParts',
  tags: ['Imports'],
  summary: 'Report parts that are uploaded',
  description:
    'Answers the URLs of the next parts. With an empty list, it only answers new URLs, such as after S3 has refused one with a 403. A part may be uploaded and reported again; the last report counts.',
  request: {
    params: IMPORT_PARAMS,
    body: {
      required: true,
      content: {
        [JSON_MEDIA_TYPE]: {
          schema: z
            .union([UploadedPart, UploadedParts])
            .openapi('UploadedPartOrParts', {}, { unionPreferredType: 'oneOf' }),
          examples: {
            one: { value: { number: 1, etag } },
            several: { value: { parts: [{ number: 1, etag }] } },
          },
        },
      },
    },
  },
  responses: {
    200: success('The import, with what is still to upload.', Import, {
      ...createdImport,
      upload: importUpload,
    }),
  },
  problems: [
    'MALFORMED_JSON',
    'IMPORT_NOT_FOUND',
    'IMPORT_STARTED',
    'IMPORT_ENDED',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
    'INVALID_FILE',
  ],
});
