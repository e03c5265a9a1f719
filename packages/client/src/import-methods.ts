import type { CatalogClient } from './catalog-client.ts';
import type { CatalogHttp, CatalogHttpOptions } from './catalog-http.ts';
import { dataOf } from './data-of.ts';
import { given } from './given.ts';
import type { ImportIssueGroups, ImportIssuePage } from './openapi.ts';
import { itemsOfPages } from './pages.ts';
import { submissionHeaders } from './submission-headers.ts';
import { uploadPart } from './upload-part.ts';
import { waitForImport } from './wait-for-import.ts';

type ImportMethods = Pick<
  CatalogClient,
  | 'createImport'
  | 'uploadPart'
  | 'recordParts'
  | 'startImport'
  | 'imports'
  | 'getImport'
  | 'waitForImport'
  | 'cancelImport'
  | 'importIssueGroups'
  | 'importIssues'
  | 'importReportUrl'
>;

/** Creates the methods of a client that concern imports. */
export function importMethods(http: CatalogHttp, options: CatalogHttpOptions): ImportMethods {
  return {
    createImport(request, { signal = null, ...rest } = {}) {
      const params = { header: submissionHeaders(rest) };
      return dataOf(http.POST('/imports', { body: request, params, signal }));
    },

    uploadPart: (part, bytes, call) => uploadPart(part, bytes, options, call),

    recordParts: (id, parts, { signal = null } = {}) =>
      dataOf(
        http.POST('/imports/{id}/parts', { params: { path: { id } }, body: { parts: [...parts] }, signal }),
      ),

    startImport: (id, { signal = null, mapping } = {}) =>
      dataOf(
        http.POST('/imports/{id}/start', { params: { path: { id } }, body: given({ mapping }), signal }),
      ),

    imports: ({ signal = null, ...rest } = {}) =>
      itemsOfPages((cursor) =>
        dataOf(http.GET('/imports', { params: { query: given({ ...rest, cursor }) }, signal })),
      ),

    getImport: (id, { signal = null } = {}) =>
      dataOf(http.GET('/imports/{id}', { params: { path: { id } }, signal })),

    waitForImport: (id, wait) => waitForImport(http, id, wait),

    cancelImport: (id, { signal = null } = {}) =>
      dataOf(http.POST('/imports/{id}/cancel', { params: { path: { id } }, signal })),

    async importIssueGroups(id, { signal = null } = {}) {
      const answer = await dataOf(http.GET('/imports/{id}/issues', { params: { path: { id } }, signal }));
      return (answer as ImportIssueGroups).groups;
    },

    importIssues: (id, code, { signal = null, ...rest } = {}) =>
      itemsOfPages(async (cursor) => {
        const params = { path: { id }, query: { code, ...given({ ...rest, cursor }) } };
        return (await dataOf(http.GET('/imports/{id}/issues', { params, signal }))) as ImportIssuePage;
      }),

    async importReportUrl(id, { signal = null, format } = {}) {
      const params = { path: { id }, query: given({ format }) };
      const headers = { accept: 'application/json' };
      return (await dataOf(http.GET('/imports/{id}/report', { params, headers, signal }))).url;
    },
  };
}
