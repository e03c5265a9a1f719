import { ImportIssue, ImportIssueGroup, MAX_ISSUES_PER_CODE } from '@async-catalog/product-schema';
import { z } from '@hono/zod-openapi';
import { IMPORT_PARAMS } from '../../openapi/params.ts';
import { describeOperation } from '../../openapi/describe-operation.ts';
import { importIssue, importIssueGroup } from '../../openapi/examples.ts';
import { pageOf } from '../../openapi/page.ts';
import { success } from '../../openapi/success.ts';
import { ListIssuesQuery } from './list-issues.handler.ts';
import { listIssues } from './list-issues.ts';

const ImportIssueGroups = z.object({ groups: z.array(ImportIssueGroup) }).meta({ id: 'ImportIssueGroups' });
const ImportIssuePage = pageOf(ImportIssue).meta({ id: 'ImportIssuePage' });
const ImportIssueList = z
  .union([ImportIssueGroups, ImportIssuePage])
  .openapi('ImportIssueList', {}, { unionPreferredType: 'oneOf' });

export const listIssuesDescription = describeOperation(listIssues, {
  operationId: 'listImportIssues',
  tags: ['Imports'],
  summary: 'List the issues of an import',
  description: `Without \`code\`, a group for each code, with how many issues it has. With it, a page of these, in order of line; the first ${MAX_ISSUES_PER_CODE} of a code are listed, the report has all.`,
  request: { params: IMPORT_PARAMS, query: ListIssuesQuery },
  responses: {
    200: {
      ...success('The groups, or a page of issues of one code.', ImportIssueList, {
        groups: [importIssueGroup],
      }),
      content: {
        'application/json': {
          schema: ImportIssueList,
          examples: {
            groups: { value: { groups: [importIssueGroup] } },
            code: { value: { items: [importIssue] } },
          },
        },
      },
    },
  },
  problems: ['IMPORT_NOT_FOUND', 'REPORT_NOT_READY'],
});
