import { dependencyUnavailable } from '@async-catalog/http-contract';
import { describe, expect, it, vi } from 'vitest';
import type { Deps } from '../../deps.ts';
import { metrics, queueDepths } from '../../testing/stats.ts';
import { NOW, testApp } from '../../testing/test-app.ts';

const bearing =
  (...scopes: string[]): NonNullable<Deps['authenticate']> =>
  () =>
    Promise.resolve({ caller: 'alice', scopes: new Set(scopes) });

describe('GET /stats', () => {
  it('answers what was saved, what failed, and what waits', async () => {
    const saved = [{ at: NOW, value: 3 }];
    const failed = { TOO_MANY: [{ at: NOW, value: 1 }] };
    const read = vi.fn<Deps['metrics']['read']>().mockResolvedValue(metrics({ saved, failed }));
    const waiting = { waiting: 2, inFlight: 0, delayed: 0 };
    const app = testApp({
      metrics: { read },
      queueDepths: { read: () => Promise.resolve(queueDepths({ queues: { 'product-queue': waiting } })) },
    });

    const response = await app.request('/stats');

    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      asOf: NOW.toISOString(),
      failedLastHour: [{ code: 'TOO_MANY', count: 1 }],
      queues: [{ name: 'product-queue', waiting: 2 }, {}, {}],
      deadLetters: { products: 0, imports: 0 },
    });
    expect(read).toHaveBeenCalledExactlyOnceWith(
      new Date('2026-01-31T08:31:00.000Z'),
      new Date('2026-01-31T09:31:00.000Z'),
    );
  });

  it('reads once for all who ask within 5 s', async () => {
    let now = NOW.getTime();
    const read = vi.fn<Deps['metrics']['read']>().mockResolvedValue(metrics());
    const app = testApp({ metrics: { read }, now: () => new Date(now) });
    const asOf = async () => ((await (await app.request('/stats')).json()) as { asOf: string }).asOf;

    const first = await Promise.all([asOf(), asOf()]);
    now += 4999;
    const second = await asOf();
    now += 1;
    const third = await asOf();

    expect([...first, second]).toEqual(Array(3).fill(NOW.toISOString()));
    expect(third).toBe(new Date(now).toISOString());
    expect(read).toHaveBeenCalledTimes(2);
  });

  it.each(['metrics', 'queueDepths'] as const)('answers 503 while its %s are out of reach', async (port) => {
    const read = vi.fn<() => Promise<never>>().mockRejectedValue(dependencyUnavailable('Try again.'));
    const app = testApp({ [port]: { read } });

    const responses = [await app.request('/stats'), await app.request('/stats')];

    for (const response of responses) {
      expect(response.status).toBe(503);
      expect(response.headers.has('retry-after')).toBe(true);
      expect(await response.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    }
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is for operators', async () => {
    const headers = { authorization: 'Bearer token' };
    const statusWith = async (...scopes: string[]) =>
      (await testApp({ authenticate: bearing(...scopes) }).request('/stats', { headers })).status;

    expect(await statusWith('catalog:read', 'catalog:write')).toBe(403);
    expect(await statusWith('catalog:operate')).toBe(200);
  });

  it('refuses a query', async () => {
    const response = await testApp().request('/stats?minutes=5');

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });
});
