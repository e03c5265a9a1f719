import { createHash } from 'node:crypto';
import type { Limiter } from '@async-catalog/caller-limits';
import type { ItemResult } from '@async-catalog/product-schema';
import type { ReportReader } from '@async-catalog/report-builder';
import type {
  CallerLists,
  DeadLetters,
  ImportFiles,
  ImportStore,
  ProductReader,
  SubmissionStore,
} from '../core/ports.ts';
import { createApi } from '../create-api.ts';
import type { Deps } from '../deps.ts';
import { metrics, queueDepths } from './stats.ts';
import { expectConforming } from './conformance.ts';

export const NOW = new Date('2026-01-31T09:30:00.000Z');

type Overrides = Partial<
  Omit<Deps, 'products' | 'submissions' | 'reports' | 'deadLetters' | 'imports' | 'importFiles' | 'lists'>
> & {
  products?: Partial<ProductReader>;
  submissions?: Partial<SubmissionStore>;
  reports?: Partial<ReportReader>;
  deadLetters?: Partial<DeadLetters>;
  lists?: Partial<CallerLists>;
  imports?: Partial<ImportStore>;
  importFiles?: Partial<ImportFiles>;
};

/** Runs the service on empty dependencies, and checks every answer against the OpenAPI document. */
export function testApp(overrides: Overrides = {}) {
  const app = createApi(testDeps(overrides));
  return {
    async request(path: string, init: RequestInit = {}): Promise<Response> {
      const response = await app.request(path, init);
      await expectConforming(init.method ?? 'GET', path, response);
      return response;
    },
  };
}

const PASSED = { passed: true, usage: undefined, giveBack: () => Promise.resolve() };

/** Lets everything pass, as the limiter does while its table is out. */
export const UNLIMITED: Limiter = {
  take: () => Promise.resolve(PASSED),
  add: () => Promise.resolve(PASSED),
  read: () => Promise.resolve(undefined),
};

const notExpected = () => Promise.reject(new Error('not expected'));

/** Makes dependencies that are empty and never fail. */
export function testDeps({
  products,
  submissions,
  reports,
  deadLetters,
  imports,
  importFiles,
  lists,
  ...overrides
}: Overrides): Deps {
  return {
    intake: { submit: notExpected },
    products: {
      get: () => Promise.resolve(undefined),
      getMany: () => Promise.resolve([]),
      page: () => Promise.resolve({ products: [], lastId: undefined }),
      ...products,
    },
    submissions: {
      get: () => Promise.resolve(undefined),
      getMany: () => Promise.resolve([]),
      cancel: notExpected,
      ...submissions,
    },
    lists: { add: () => Promise.resolve(), newest: () => Promise.resolve([]), ...lists },
    reports: {
      report: () => Promise.resolve(undefined),
      reportSlice: () => Promise.resolve(undefined),
      results: () => streamOf(),
      rejectedItems: () => Promise.resolve([]),
      ...reports,
    },
    deadLetters: {
      async *receive() {},
      release: () => Promise.resolve(),
      resend: notExpected,
      remove: notExpected,
      moveAll: notExpected,
      count: () => Promise.resolve(0),
      ...deadLetters,
    },
    imports: {
      get: () => Promise.resolve(undefined),
      getMany: () => Promise.resolve([]),
      create: (record) => Promise.resolve(record),
      addParts: notExpected,
      forgetParts: notExpected,
      start: notExpected,
      fail: notExpected,
      cancel: notExpected,
      setTime: notExpected,
      ...imports,
    },
    importFiles: {
      createUpload: () => Promise.resolve('upload-1'),
      partUrls: (id, uploadId, parts) =>
        Promise.resolve(parts.map(({ number }) => `https://bucket.example/${id}?${uploadId}&${number}`)),
      completeUpload: notExpected,
      abortUpload: notExpected,
      put: notExpected,
      readHead: notExpected,
      readIssues: notExpected,
      reportUrl: (id, format) => Promise.resolve(`https://bucket.example/${id}/${format}`),
      ...importFiles,
    },
    importQueue: { send: notExpected },
    metrics: { read: () => Promise.resolve(metrics()) },
    queueDepths: { read: () => Promise.resolve(queueDepths()) },
    limiter: UNLIMITED,
    quotas: { requests: 1000, products: 1_000_000 },
    sha256: (content) => createHash('sha256').update(content).digest('hex'),
    authenticate: undefined,
    allowedOrigins: [],
    allowedHosts: [],
    documentation: {
      openApi: () => Promise.resolve('{"openapi":"3.1.0"}'),
      script: () => Promise.resolve(new Uint8Array()),
    },
    findUnavailable: () => Promise.resolve([]),
    log: { info: () => undefined, error: () => undefined },
    now: () => NOW,
    pause: () => Promise.resolve(),
    newId: () => 'made-here',
    ...overrides,
  };
}

/** Makes a stream of the results of deliveries. */
export async function* streamOf(...results: ItemResult[]): AsyncGenerator<ItemResult> {
  yield* results;
}
