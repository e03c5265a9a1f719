import { describe, expect, it, vi } from 'vitest';
import type { Deps, Log } from '../../deps.ts';
import { findUnavailable, type HealthCheck } from '../../adapters/health-checks.ts';
import { testApp } from '../../testing/test-app.ts';

const checking = (checks: Readonly<Record<string, HealthCheck>>, timeoutMs: number) => () =>
  findUnavailable(checks, timeoutMs);

describe('GET /healthz', () => {
  it('answers without asking any dependency', async () => {
    const check = vi.fn<Deps['findUnavailable']>();

    const response = await testApp({ findUnavailable: check }).request('/healthz');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
    expect(check).not.toHaveBeenCalled();
  });
});

describe('GET /readyz', () => {
  it('answers 200 when every dependency is available', async () => {
    const healthy = checking({ intake: () => Promise.resolve() }, 1000);

    const response = await testApp({ findUnavailable: healthy }).request('/readyz');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready' });
  });

  it('answers 503, names the unavailable dependencies, and logs why', async () => {
    const error = vi.fn<Log['error']>();
    const unhealthy = checking(
      {
        intake: () => Promise.reject(new Error('arn:aws:lambda is not there')),
        products: () => Promise.resolve(),
        reports: (signal) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      },
      10,
    );
    const app = testApp({ findUnavailable: unhealthy, log: { info: vi.fn<Log['info']>(), error } });

    const response = await app.request('/readyz');

    expect(response.status).toBe(503);
    expect(response.headers.has('retry-after')).toBe(true);
    expect(await response.json()).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: 'Unavailable: intake, reports.',
    });
    expect(error.mock.calls.map(([message, { dependency }]) => [message, dependency])).toEqual([
      ['dependency unavailable', 'intake'],
      ['dependency unavailable', 'reports'],
    ]);
  });
});
