import { toBatch } from './batches.ts';
import type { BatchOptions, CatalogClient } from './catalog-client.ts';
import { createCatalogHttp, type CatalogHttpOptions } from './catalog-http.ts';
import { deadLetterMethods } from './dead-letter-methods.ts';
import { given } from './given.ts';
import { importMethods } from './import-methods.ts';
import type { Accepted, DryRun, Product, ProductOperation, Submission } from './openapi.ts';
import { dataOf } from './data-of.ts';
import { itemsOfPages } from './pages.ts';
import { changeHeaders, submissionHeaders } from './submission-headers.ts';
import { isFinished, waitForSubmission } from './wait-for-submission.ts';

/**
 * Creates a client of the catalog, which has nothing to close.
 * @example
 * const catalog = createCatalogClient({ baseUrl: 'https://catalog.example', token: () => session.accessToken() });
 * const { status, counts } = await catalog.saveProducts([{ name: 'Teapot', price: 24.5, sku: 'TEA-1' }]);
 */
export function createCatalogClient(options: CatalogHttpOptions): CatalogClient {
  const http = createCatalogHttp(options);

  async function submitBatch(products: readonly ProductOperation[], batch: BatchOptions, wait?: string) {
    return await dataOf(
      http.POST('/products/batch', {
        body: toBatch(products),
        params: { header: submissionHeaders(batch, wait) },
        signal: batch.signal ?? null,
      }),
    );
  }

  return {
    http,

    // A 200 only answers requests that wait or are a dry run.
    async createProduct(product, { signal = null, ...rest } = {}) {
      const params = { header: submissionHeaders(rest) };
      return (await dataOf(http.POST('/products', { body: product, params, signal }))) as Accepted;
    },

    async createProducts(products, batch = {}) {
      return (await submitBatch(products, batch)) as Accepted;
    },

    async saveProducts(products, { onProgress, ...batch } = {}) {
      // One request that waits can't show progress. No longer, because a waiting request occupies an instance of the API; polls don't.
      const wait = onProgress === undefined ? 'wait=5' : undefined;
      const answer = (await submitBatch(products, batch, wait)) as Accepted | Submission;
      return 'counts' in answer && isFinished(answer)
        ? answer
        : waitForSubmission(http, answer.submissionId, { signal: batch.signal, onProgress });
    },

    async checkProducts(products, { signal = null } = {}) {
      const params = { query: { dryRun: 'true' as const } };
      const body = toBatch(products);
      return (await dataOf(http.POST('/products/batch', { body, params, signal }))) as DryRun;
    },

    async patchProduct(id, changes, { signal = null, ...rest } = {}) {
      const params = { path: { id }, header: changeHeaders(rest) };
      return (await dataOf(http.PATCH('/products/{id}', { body: changes, params, signal }))) as Accepted;
    },

    async deleteProduct(id, { signal = null, ...rest } = {}) {
      const params = { path: { id }, header: changeHeaders(rest) };
      return (await dataOf(http.DELETE('/products/{id}', { params, signal }))) as Accepted;
    },

    getProduct: (id, { signal = null } = {}) =>
      dataOf(http.GET('/products/{id}', { params: { path: { id } }, signal })),

    async findProduct(sku, { signal = null } = {}) {
      const { items } = await dataOf(http.GET('/products', { params: { query: { sku } }, signal }));
      return items[0];
    },

    async findProducts(skus, { signal = null } = {}) {
      const found: Product[] = [];
      for (let from = 0; from < skus.length; from += MAX_SKUS) {
        const query = { skus: skus.slice(from, from + MAX_SKUS).join(',') };
        const pages = itemsOfPages((cursor) =>
          dataOf(http.GET('/products', { params: { query: given({ ...query, cursor }) }, signal })),
        );
        for await (const product of pages) {
          found.push(product);
        }
      }
      return found;
    },

    products: ({ signal = null, ...rest } = {}) =>
      itemsOfPages((cursor) =>
        dataOf(http.GET('/products', { params: { query: given({ ...rest, cursor }) }, signal })),
      ),

    submissions: ({ signal = null, ...rest } = {}) =>
      itemsOfPages((cursor) =>
        dataOf(http.GET('/submissions', { params: { query: given({ ...rest, cursor }) }, signal })),
      ),

    getSubmission: (id, { signal = null } = {}) =>
      dataOf<Submission>(http.GET('/submissions/{id}', { params: { path: { id } }, signal })),

    waitForSubmission: (id, wait) => waitForSubmission(http, id, wait),

    getTimeline: (id, { signal = null, ...rest } = {}) =>
      dataOf(
        http.GET('/submissions/{id}/timeline', { params: { path: { id }, query: given(rest) }, signal }),
      ),

    items: (id, { signal = null, ...rest } = {}) =>
      itemsOfPages((cursor) => {
        const params = { path: { id }, query: given({ ...rest, cursor }) };
        return dataOf(http.GET('/submissions/{id}/items', { params, signal }));
      }),

    getReport: ((id: string, { signal = null, format = 'json' } = {}) =>
      dataOf(
        http.GET('/submissions/{id}/report', {
          params: { path: { id }, query: { format } },
          parseAs: PARSERS[format],
          signal,
        }),
      )) as CatalogClient['getReport'],

    cancelSubmission: (id, { signal = null } = {}) =>
      dataOf(http.POST('/submissions/{id}/cancel', { params: { path: { id } }, signal })),

    async retrySubmission(id, { signal = null, ...rest } = {}) {
      const params = { path: { id }, header: submissionHeaders(rest) };
      return (await dataOf(http.POST('/submissions/{id}/retry', { params, signal }))) as Accepted;
    },

    ...importMethods(http, options),
    ...deadLetterMethods(http),

    getStats: ({ signal = null } = {}) => dataOf(http.GET('/stats', { signal })),
  };
}

/** SKUs that one request may ask for. */
const MAX_SKUS = 100;

const PARSERS = { json: 'json', csv: 'text', txt: 'text', xlsx: 'blob' } as const;
