import { Import, ImportId } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { startedImport } from '../../openapi/examples.ts';
import { header } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { cancelImport } from './cancel-import.ts';

export const cancelImportDescription = describeOperation(cancelImport, {
  operationId: 'cancelImport',
  tags: ['Imports'],
  summary: 'Cancel an import',
  description:
    'No more rows are read, and those that are queued end as `cancelled`. What is saved stays. A repeat answers the same import.',
  request: { params: z.object({ id: ImportId }) },
  responses: {
    202: success(
      'Cancelled, or about to be.',
      Import,
      startedImport,
      header('Location', 'URL of the import.'),
    ),
  },
  problems: ['IMPORT_NOT_FOUND', 'IMPORT_ENDED'],
});
