import { newSubmissionId } from '@async-catalog/product-schema';
import { finishedRecord, importRecord, submissionRecord } from '@async-catalog/product-schema/testing';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { accepted } from './openapi/examples.ts';
import { testApp } from './testing/test-app.ts';

const record = finishedRecord();
const pending = submissionRecord({ id: newSubmissionId() });
const stored = importRecord();

const app = testApp({
  intake: {
    submit: () =>
      Promise.resolve({
        status: 202,
        headers: { 'content-type': 'application/json', location: accepted.links.self },
        body: JSON.stringify(accepted),
      }),
  },
  submissions: {
    get: (id) => Promise.resolve([record, pending].find((one) => one.id === id)),
    cancel: () => Promise.resolve({ ...pending, cancelledAt: pending.createdAt }),
  },
  imports: {
    get: (id) => Promise.resolve(id === stored.id ? stored : undefined),
    cancel: () => Promise.resolve({ ...stored, cancelledAt: stored.createdAt }),
  },
  importFiles: { abortUpload: () => Promise.resolve() },
});

const path = fc.oneof(
  fc.constantFrom(
    '/products',
    '/products/batch',
    `/submissions/${record.id}/items`,
    `/submissions/${record.id}/report`,
    ...[record, pending].map(({ id }) => `/submissions/${id}/cancel`),
    '/imports',
    ...['', '/parts', '/start', '/cancel', '/issues', '/report'].map(
      (rest) => `/imports/${stored.id}${rest}`,
    ),
  ),
  fc.webPath().map((text) => `/products/${text}`),
  fc.webPath().map((text) => `/submissions/${text}`),
  fc.webPath().map((text) => `/${text}`),
);
const query = fc.oneof(
  fc.webQueryParameters(),
  fc
    .dictionary(
      fc.constantFrom('limit', 'cursor', 'sku', 'outcome', 'format', 'dryRun', 'code', 'fileName'),
      fc.string(),
    )
    .map((parameters) => new URLSearchParams(parameters).toString()),
);
const headers = fc.dictionary(
  fc.constantFrom(
    'prefer',
    'authorization',
    'x-request-id',
    'if-none-match',
    'content-encoding',
    'traceparent',
    'content-type',
    'content-disposition',
  ),
  fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/),
);

// That each answer is one that the document lists is checked by `testApp`.
it('no request is answered with a fault of ours, or with what the document doesn’t list', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE'),
      path,
      query,
      headers,
      async (method, where, parameters, sent) => {
        const response = await app.request(`${where}?${parameters}`, { method, headers: sent });

        expect(response.status).toBeLessThan(500);
      },
    ),
    { numRuns: 500 },
  );
});
