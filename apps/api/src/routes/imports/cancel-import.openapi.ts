import { Import } from '@async-catalog/product-schema';
import { IMPORT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { cancelledImport } from '../../openapi/examples.ts';
import { header } from '../../openapi/headers.ts';
import { success } from '../../openapi/success.ts';
import { cancelImport } from './cancel-import.ts';

export const cancelImportDescription = describeOperation(cancelImport, {
  operationId: 'cancelImport',
  tags: ['Imports'],
  summary: 'Cancel an import',
  description:
    'No more rows are read, and those that are queued end as `cancelled`. What is saved stays. A repeat answers the same import.',
  request: { params: IMPORT_PARAMS },
  responses: {
    202: success(
      'Cancelled, or about to be.',
      Import,
      cancelledImport,
      header('Location', 'URL of the import.'),
    ),
  },
  problems: ['IMPORT_NOT_FOUND', 'IMPORT_ENDED'],
});
