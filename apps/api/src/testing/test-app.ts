import type { ItemResult } from '@async-catalog/product-schema';
import type { ProductReader, ReportReader } from '../core/ports.ts';
import { createApi } from '../create-api.ts';
import type { Deps } from '../deps.ts';
import { expectConforming } from './conformance.ts';

export const NOW = new Date('2026-01-31T09:30:00.000Z');

type Overrides = Partial<Omit<Deps, 'products' | 'reports'>> & {
  products?: Partial<ProductReader>;
  reports?: Partial<ReportReader>;
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

/** Makes dependencies that are empty and never fail. */
export function testDeps({ products, reports, ...overrides }: Overrides): Deps {
  return {
    intake: { submit: () => Promise.reject(new Error('not expected')) },
    products: {
      get: () => Promise.resolve(undefined),
      page: () => Promise.resolve({ products: [], lastId: undefined }),
      ...products,
    },
    submissions: { get: () => Promise.resolve(undefined) },
    reports: {
      report: () => Promise.resolve(undefined),
      reportSlice: () => Promise.resolve(undefined),
      results: () => streamOf(),
      rejectedItems: () => Promise.resolve([]),
      ...reports,
    },
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
