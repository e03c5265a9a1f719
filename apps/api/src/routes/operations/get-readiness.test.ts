import { describe, expect, it, vi } from 'vitest';
import type { Deps, Log } from '../../core/deps.ts';
import { createReadiness } from '../../core/readiness.ts';
import { testApp } from '../../testing/test-app.ts';

describe('GET /healthz', () => {
  it('answers without asking any dependency', async () => {
    const outOfReach = vi.fn<Deps['outOfReach']>();

    const response = await testApp({ outOfReach }).request('/healthz');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
    expect(outOfReach).not.toHaveBeenCalled();
  });
});

describe('GET /readyz', () => {
  it('answers 200 when everything is in reach', async () => {
    const outOfReach = createReadiness({ intake: () => Promise.resolve() }, 1000);

    const response = await testApp({ outOfReach }).request('/readyz');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready' });
  });

  it('answers 503 with the names of what is out of reach, and logs why', async () => {
    const error = vi.fn<Log['error']>();
    const outOfReach = createReadiness(
      {
        intake: () => Promise.reject(new Error('arn:aws:lambda is not there')),
        products: () => Promise.resolve(),
        reports: (signal) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      },
      10,
    );
    const app = testApp({ outOfReach, log: { info: vi.fn<Log['info']>(), error } });

    const response = await app.request('/readyz');

    expect(response.status).toBe(503);
    expect(response.headers.has('retry-after')).toBe(true);
    expect(await response.json()).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      detail: 'Out of reach: intake, reports.',
    });
    expect(error.mock.calls.map(([message, { dependency }]) => [message, dependency])).toEqual([
      ['out of reach', 'intake'],
      ['out of reach', 'reports'],
    ]);
  });
});
