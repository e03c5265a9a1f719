import type { Limiter, PolicyName } from '@async-catalog/caller-limits';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { describe, expect, it, vi } from 'vitest';
import { createApi } from '../create-api.ts';
import { testApp, testDeps, UNLIMITED } from '../testing/test-app.ts';

const giveBack = () => Promise.resolve();

/** Limiter that has so many requests and products left, and counts none. */
function limiterWith(known: Record<'requests' | 'products', number>) {
  const left = { waits: 0, ...known };
  const usageOf = (policy: PolicyName, quota: number) => ({
    policy,
    quota,
    left: left[policy],
    resetsInSeconds: policy === 'requests' ? 1 : 3600,
  });
  const take = vi.fn<Limiter['take']>((policy, { quotas }, count) =>
    Promise.resolve({
      passed: left[policy] >= count,
      usage: usageOf(policy, policy === 'waits' ? 0 : quotas[policy]),
      giveBack,
    }),
  );
  const limiter: Limiter = {
    ...UNLIMITED,
    take,
    read: (policy, { quotas }) => Promise.resolve(usageOf(policy, policy === 'waits' ? 0 : quotas[policy])),
  };
  return { limiter, take };
}

const POLICY = '"requests";q=1000;w=1, "products";q=1000000;w=86400';

describe('the limits of a caller', () => {
  it('are in every answer of an operation with a scope, and count each request once', async () => {
    const { limiter, take } = limiterWith({ requests: 7, products: 7 });
    const app = testApp({ limiter });

    const answer = await app.request('/products/01890a5d-ac96-774b-bcce-b302099a8057');

    expect(answer.status).toBe(404);
    expect(answer.headers.get('ratelimit-policy')).toBe(POLICY);
    expect(answer.headers.get('ratelimit')).toBe('"requests";r=7;t=1');
    expect(take).toHaveBeenCalledExactlyOnceWith(
      'requests',
      { caller: 'anonymous', quotas: { requests: 1000, products: 1_000_000 } },
      1,
    );
  });

  it('are the token’s own, where it sets some, also in the refusal of its scope', async () => {
    const { limiter } = limiterWith({ requests: 7, products: 7 });
    const app = testApp({
      limiter,
      authenticate: () =>
        Promise.resolve({
          caller: 'alice',
          scopes: new Set(['catalog:write']),
          limits: { catalog_requests_per_second: 5 },
        }),
    });

    const answer = await app.request('/products', { headers: { authorization: 'Bearer good' } });

    expect(answer.status).toBe(403);
    expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=5;w=1, "products";q=1000000;w=86400');
  });

  it('refuse a request above them before anything is done for it', async () => {
    const { limiter } = limiterWith({ requests: 0, products: 7 });
    const get = vi.fn<() => Promise<undefined>>();
    const app = testApp({ limiter, products: { get } });

    const answer = await app.request('/products/01890a5d-ac96-774b-bcce-b302099a8057');

    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(answer.headers.get('ratelimit-policy')).toBe(POLICY);
    expect(answer.headers.get('ratelimit')).toBe('"requests";r=0;t=1');
    expect(await answer.json()).toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      detail: expect.stringContaining('1000 requests a second') as string,
    });
    expect(get).not.toHaveBeenCalled();
  });

  it('name what the intake has counted beside what was counted here', async () => {
    const { limiter } = limiterWith({ requests: 7, products: 7 });
    const headers = { ratelimit: '"products";r=3;t=60', 'ratelimit-policy': POLICY };
    const submit = () => Promise.resolve({ status: 202, headers, body: '{}' });
    const app = createApi(testDeps({ limiter, intake: { submit } }));

    const answer = await app.request('/products', { method: 'POST', body: '{}' });

    expect(answer.headers.get('ratelimit')).toBe('"requests";r=7;t=1, "products";r=3;t=60');
    expect(answer.headers.get('ratelimit-policy')).toBe(POLICY);
  });

  it('are not told where no token is asked for', async () => {
    const { limiter, take } = limiterWith({ requests: 0, products: 0 });

    const answer = await testApp({ limiter }).request('/healthz');

    expect(answer.status).toBe(200);
    expect(answer.headers.has('ratelimit-policy')).toBe(false);
    expect(take).not.toHaveBeenCalled();
  });

  it('refuse an import that would start at once when no products are left today', async () => {
    const { limiter } = limiterWith({ requests: 7, products: 0 });
    const create = vi.fn<() => Promise<never>>();
    const app = testApp({ limiter, imports: { create } });
    const file = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'name,price\nTea,1\n' };

    const answer = await app.request('/imports', file);

    expect(answer.status).toBe(429);
    expect(answer.headers.get('ratelimit')).toBe('"requests";r=7;t=1, "products";r=0;t=3600');
    expect(create).not.toHaveBeenCalled();
  });

  it('answer at once what would wait, when too many of the caller wait', async () => {
    const { limiter } = limiterWith({ requests: 7, products: 7 });
    const record = submissionRecord({ total: 2 });
    const pause = vi.fn<() => Promise<void>>();
    const app = testApp({ limiter, pause, submissions: { get: () => Promise.resolve(record) } });
    const path = `/submissions/${record.id}`;
    const etag = (await app.request(path)).headers.get('etag') ?? '';

    const answer = await app.request(path, { headers: { 'if-none-match': etag, prefer: 'wait=20' } });

    expect(answer.status).toBe(304);
    expect(answer.headers.has('preference-applied')).toBe(false);
    expect(pause).not.toHaveBeenCalled();
  });
});
