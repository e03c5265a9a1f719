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
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'AsyncCatalog');
});

/** Collects what operators see of one request: log lines and metrics. */
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
  const logs = lines.filter((line) => !('_aws' in line));
  const metrics: Line = Object.assign({}, ...lines.filter((line) => '_aws' in line));
  return { answer, logs, metrics };
}

const findQueued: Ports['submissions']['create'] = (record) =>
  Promise.resolve({ ...record, queuedAt: '2026-01-01T00:00:00.000Z' });

const headers = { 'x-request-id': 'req-1', authorization: 'Bearer secret', 'idempotency-key': 'k' };
const authorizer = { jwt: { claims: { sub: 'shop' } } };
const CONTEXT = { requestId: 'req-1', caller: 'shop', submissionId: expect.any(String) as string };

describe('operators see', () => {
  it('an accepted submission: its id, who sent it, and how much of it was taken', async () => {
    const { logs, metrics } = await observe({
      path: '/products/batch',
      body: { items: [aProduct(), aProduct(), {}] },
      headers,
      authorizer,
    });

    expect(logs).toMatchObject([
      { level: 'INFO', message: 'Submission accepted', ...CONTEXT, total: 3, accepted: 2, rejected: 1 },
    ]);
    expect(metrics).toMatchObject({ SubmissionAccepted: 1, ProductAccepted: 2, ProductRejected: 1 });
  });

  it('a replayed one as such, and count its products once', async () => {
    const { logs, metrics } = await observe(
      { body: aProduct(), headers, authorizer },
      { submissions: { ...memoryPorts().ports.submissions, create: findQueued } },
    );

    expect(logs).toMatchObject([{ message: 'Submission replayed', ...CONTEXT }]);
    expect(metrics).toMatchObject({ SubmissionReplayed: 1 });
    expect(metrics).not.toHaveProperty('ProductAccepted');
  });

  it('a dry run', async () => {
    const { logs, metrics } = await observe({ body: aProduct(), query: 'dryRun=true', headers, authorizer });

    expect(logs).toMatchObject([
      { message: 'Dry run', requestId: 'req-1', caller: 'shop', valid: 1, rejected: 0 },
    ]);
    expect(metrics).toMatchObject({ DryRun: 1 });
  });

  it('a refused request with its code', async () => {
    const { logs, metrics } = await observe({ body: {}, headers, authorizer });

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
    expect(metrics).toMatchObject({ RequestRefused: 1 });
  });

  it('a failure with its cause, and what else went wrong', async () => {
    const { logs, metrics } = await observe(
      { body: aProduct(), headers, authorizer },
      {
        submissions: {
          ...memoryPorts().ports.submissions,
          release: () => Promise.reject(new Error('table out')),
        },
        queue: { send: () => Promise.reject(new SendError(0, new Error('queue out'))) },
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
    expect(metrics).toMatchObject({ RequestFailed: 1 });
  });

  it('no token, and nothing of an earlier request', async () => {
    await observe({ body: aProduct(), headers, authorizer });

    const { logs, metrics } = await observe({
      body: aProduct(),
      headers: { authorization: 'Bearer secret' },
    });

    expect(JSON.stringify([logs, metrics])).not.toMatch(/secret|req-1|shop/);
  });

  it('when a function starts cold', async () => {
    vi.resetModules();
    const fresh = await import('./testing/intake-service.ts');
    const lines: string[] = [];
    for (const method of ['info', 'log'] as const) {
      vi.spyOn(console, method).mockImplementation((line: string) => {
        lines.push(line);
      });
    }
    vi.stubEnv('AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand');

    await fresh.serviceOn(memoryPorts().ports)(httpApiEvent({ body: aProduct() }), lambdaContext());

    vi.restoreAllMocks();
    expect(lines.join('')).toContain('"ColdStart":1');
  });
});
