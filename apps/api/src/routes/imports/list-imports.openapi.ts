import { Import } from '@async-catalog/product-schema';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { startedImport } from '../../openapi/examples.ts';
import { LISTED_CALLER, LISTS, pageOf } from '../../openapi/page.ts';
import { success } from '../../openapi/success.ts';
import { ListImportsQuery, toListedImport } from './list-imports.handler.ts';
import { listImports } from './list-imports.ts';

const ImportPage = pageOf(
  Import.omit({ mapping: true, guesses: true, notes: true, upload: true })
    .extend(LISTED_CALLER)
    .meta({ id: 'ListedImport' }),
).meta({ id: 'ImportPage' });

export const listImportsDescription = describeOperation(listImports, {
  operationId: 'listImports',
  tags: ['Imports'],
  summary: 'List your imports, newest first',
  description: `${LISTS} The mapping, and the URLs of parts, are in the import itself.`,
  request: { query: ListImportsQuery },
  responses: { 200: success('A page of imports.', ImportPage, { items: [toListedImport(startedImport)] }) },
  problems: ['INVALID_REQUEST'],
});
