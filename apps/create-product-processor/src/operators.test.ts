import { httpApiEvent, type HttpRequest, lambdaContext } from '@async-catalog/local-cloud/testing';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SendError } from './core/errors.ts';
import { type Ports, serviceOn } from './testing/intake-service.ts';
import { memoryPorts } from './testing/memory-ports.ts';
import { aProduct } from './testing/product.ts';

type Line = Readonly<Record<string, unknown>>;

beforeEach(() => {
  // Powertools then writes to the global console.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  return () => void vi.unstubAllEnvs();
});

/** Collects the log lines of one request, which the metrics are made from too. */
async function observe(request: HttpRequest, replaced: Partial<Ports> = {}) {
  const lines: Line[] = [];
  for (const method of ['info', 'warn', 'error', 'log'] as const) {
    vi.spyOn(console, method).mockImplementation((text: string) => {
      lines.push(JSON.parse(text) as Line);
    });
  }
  const service = serviceOn({ ...memoryPorts().ports, ...replaced });
  const answer = await service(httpApiEvent(request), lambdaContext());
  vi.restoreAllMocks();
  return { answer, logs: lines };
}

const findQueued: Ports['submissions']['create'] = (record) =>
  Promise.resolve({ ...record, queuedAt: '2026-01-01T00:00:00.000Z' });

const headers = { 'x-request-id': 'req-1', authorization: 'Bearer secret', 'idempotency-key': 'k' };
const authorizer = { jwt: { claims: { sub: 'shop' } } };
const CONTEXT = { requestId: 'req-1', caller: 'shop', submissionId: expect.any(String) as string };

describe('operators see', () => {
  it('an accepted submission: its id, who sent it, and how much of it was taken', async () => {
    const { logs } = await observe({
      path: '/products/batch',
      body: { items: [aProduct({ sku: 'A' }), aProduct({ sku: 'B' }), aProduct({ sku: 'B' }), {}] },
      headers,
      authorizer,
    });

    expect(logs).toMatchObject([
      { level: 'INFO', message: 'Submission accepted', ...CONTEXT, accepted: 2, rejected: 1, replaced: 1 },
    ]);
  });

  it('a replayed one as such, and count its products once', async () => {
    const { logs } = await observe(
      { body: aProduct(), headers, authorizer },
      { submissions: { ...memoryPorts().ports.submissions, create: findQueued } },
    );

    expect(logs).toMatchObject([{ message: 'Submission replayed', ...CONTEXT }]);
  });

  it('a dry run', async () => {
    const { logs } = await observe({ body: aProduct(), query: 'dryRun=true', headers, authorizer });

    expect(logs).toMatchObject([
      { message: 'Dry run', requestId: 'req-1', caller: 'shop', valid: 1, rejected: 0 },
    ]);
  });

  it('a refused request with its code', async () => {
    const { logs } = await observe({ body: {}, headers, authorizer });

    expect(logs).toMatchObject([
      {
        level: 'INFO',
        message: 'Request refused',
        requestId: 'req-1',
        caller: 'shop',
        code: 'INVALID_PRODUCT',
        status: 422,
      },
    ]);
  });

  it('a failure with its cause, and what else went wrong', async () => {
    const { logs } = await observe(
      { body: aProduct(), headers, authorizer },
      {
        submissions: {
          ...memoryPorts().ports.submissions,
          release: () => Promise.reject(new Error('table out')),
        },
        queue: { send: () => Promise.reject(new SendError([], false, new Error('queue out'))) },
      },
    );

    expect(logs).toMatchObject([
      { level: 'WARN', ...CONTEXT, error: { message: 'table out' } },
      {
        level: 'ERROR',
        message: 'Request failed',
        ...CONTEXT,
        code: 'DEPENDENCY_UNAVAILABLE',
        error: { name: 'SendError', cause: { message: 'queue out' } },
      },
    ]);
  });

  it('no token, and nothing of an earlier request', async () => {
    await observe({ body: aProduct(), headers, authorizer });

    const { logs } = await observe({
      body: aProduct(),
      headers: { authorization: 'Bearer secret' },
    });

    expect(JSON.stringify(logs)).not.toMatch(/secret|req-1|shop/);
  });
});
