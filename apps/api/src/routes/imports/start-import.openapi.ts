import { JSON_MEDIA_TYPE } from '@async-catalog/http-contract';
import { Import } from '@async-catalog/product-schema';
import { IMPORT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { importRequest, startedImport } from '../../openapi/examples.ts';
import { header, RETRY_AFTER } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { StartRequest } from './start-import.handler.ts';
import { startImport } from './start-import.ts';

export const startImportDescription = describeOperation(startImport, {
  operationId: 'startImport',
  tags: ['Imports'],
  summary: 'Start an import whose file is uploaded',
  description:
    'Finds out the format, and guesses what the mapping leaves out; `guesses` shows it. With `INVALID_MAPPING`, start it again with another mapping. With `INVALID_FILE`, the import has failed. A repeat answers the same import; one with a mapping that gives another than the import was started with is refused (`IMPORT_STARTED`).',
  request: {
    params: IMPORT_PARAMS,
    body: {
      required: false,
      content: {
        [JSON_MEDIA_TYPE]: { schema: StartRequest, example: { mapping: importRequest.mapping } },
      },
    },
  },
  responses: {
    202: success('Started: its rows are read and saved in the background.', Import, startedImport, {
      ...header('Location', 'URL of the import.'),
      ...RETRY_AFTER,
    }),
  },
  problems: [
    'MALFORMED_JSON',
    'IMPORT_NOT_FOUND',
    'UPLOAD_INCOMPLETE',
    'IMPORT_STARTED',
    'IMPORT_ENDED',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
    'INVALID_MAPPING',
    'INVALID_FILE',
  ],
});
