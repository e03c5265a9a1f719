import { createHmacCursors } from '../adapters/hmac-cursors.ts';
import { createApp } from '../app.ts';
import type { Deps } from '../core/deps.ts';
import type { ProductReader, ReportReader } from '../core/ports.ts';
import { expectConforming } from './conformance.ts';

export const NOW = new Date('2026-01-31T09:30:00.000Z');

/** What cursors are sealed with. */
export const CURSOR_SECRET = 'a secret';

type Overrides = Partial<Omit<Deps, 'products' | 'reports'>> & {
  products?: Partial<ProductReader>;
  reports?: Partial<ReportReader>;
};

/** The service on dependencies in which nothing is stored and nothing goes wrong. Every answer is held against the OpenAPI document. */
export function testApp(overrides: Overrides = {}) {
  const app = createApp(testDeps(overrides));
  return {
    async request(path: string, init: RequestInit = {}): Promise<Response> {
      const response = await app.request(path, init);
      await expectConforming(init.method ?? 'GET', path, response);
      return response;
    },
  };
}

/** The same dependencies, for a service that is run in another way. */
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
      open: () => Promise.resolve(undefined),
      report: () => Promise.resolve(undefined),
      results: () => nothing(),
      rejectedItems: () => Promise.resolve([]),
      ...reports,
    },
    authenticate: undefined,
    cursors: createHmacCursors(CURSOR_SECRET),
    documentation: {
      openApi: () => Promise.resolve('{"openapi":"3.1.0"}'),
      script: () => Promise.resolve(new Uint8Array()),
    },
    outOfReach: () => Promise.resolve([]),
    log: { info: () => undefined, error: () => undefined },
    now: () => NOW,
    pause: () => Promise.resolve(),
    newId: () => 'made-here',
    ...overrides,
  };
}

async function* nothing(): AsyncGenerator<never> {
  // No result was left behind.
}
