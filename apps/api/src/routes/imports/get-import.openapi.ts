import { Import } from '@async-catalog/product-schema';
import { IMPORT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { startedImport } from '../../openapi/examples.ts';
import { header, PREFERENCE_APPLIED, REQUEST_ID, RETRY_AFTER } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { WAITING } from '../../openapi/waiting.ts';
import { getImport } from './get-import.ts';

const HEADERS = {
  ...header('ETag', 'Strong. Absent while the file is being uploaded.'),
  ...PREFERENCE_APPLIED,
  ...RETRY_AFTER,
};

export const getImportDescription = describeOperation(getImport, {
  operationId: 'getImport',
  tags: ['Imports'],
  summary: 'Get the progress of an import',
  description:
    'Its status, how many of its items have which outcome, and what the file was taken for. While the file is being uploaded, `upload` has the URLs of the next parts. To follow it, wait for changes: send the `ETag` of the last answer as `If-None-Match`, with `Prefer: wait=N`.',
  request: {
    params: IMPORT_PARAMS,
    headers: WAITING,
  },
  responses: {
    200: success(
      'Status and counts; while the file is being uploaded, also the URLs of the next parts.',
      Import,
      startedImport,
      HEADERS,
    ),
    304: {
      description: 'The import has not changed since that response.',
      headers: { ...REQUEST_ID, ...HEADERS },
    },
  },
  problems: ['IMPORT_NOT_FOUND'],
});
