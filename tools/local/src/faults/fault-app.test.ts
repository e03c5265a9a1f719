import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { FaultControls } from './create-faults.ts';
import { createFaultApp, type FaultAppOptions } from './fault-app.ts';
import { submitSample } from './submit-sample.ts';

const NOW = new Date('2026-01-31T09:30:00.000Z');
const CONTROLS: FaultControls = {
  active: () => [{ name: 'deliver-twice', batchesLeft: 3 }],
  killWorker: () => Promise.resolve(1),
  begin: () => undefined,
  deliverTwice: () => undefined,
};

function setUp(overrides: Partial<FaultAppOptions> = {}) {
  const options = {
    controls: CONTROLS,
    endpoints: {},
    submitSample: () => Promise.resolve(['s-1']),
    now: () => NOW,
  };
  const app = createFaultApp({ ...options, ...overrides }, '/secret');
  return {
    read: async () => app.request('/secret'),
    make: async (fault: string, headers: Record<string, string> = {}) =>
      app.request(`/secret/${fault}`, { method: 'POST', headers }),
  };
}

const STATE = { asOf: NOW.toISOString(), faults: [{ name: 'deliver-twice', batchesLeft: 3 }] };

it('answers what is in effect, with its time', async () => {
  const { read, make } = setUp();

  expect(await (await read()).json()).toEqual(STATE);
  expect(await (await make('table-out')).json()).toEqual(STATE);
  expect(await (await make('deliver-twice')).json()).toEqual(STATE);
  expect(await (await make('kill-worker')).json()).toEqual({ ...STATE, interrupted: 1 });
});

it.each([
  ['table-out', 'dynamodb', 'DynamoDB'],
  ['tables-throttled', 'dynamodb', 'DynamoDB'],
  ['bucket-out', 's3', 'S3'],
])('refuses %s where %s runs elsewhere', async (fault, service, name) => {
  const begin = vi.fn<FaultControls['begin']>();
  const { make } = setUp({ endpoints: { [service]: {} }, controls: { ...CONTROLS, begin } });

  const response = await make(fault, { 'x-request-id': 'r-1' });

  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    code: 'NOT_FOUND',
    detail: expect.stringContaining(name),
    instance: '/console/faults',
    requestId: 'r-1',
  });
  expect(begin).not.toHaveBeenCalled();
});

it('begins a fault that lasts, for 30 s', async () => {
  const begin = vi.fn<FaultControls['begin']>();
  const { make } = setUp({ endpoints: { dynamodb: {} }, controls: { ...CONTROLS, begin } });

  expect((await make('bucket-out')).status).toBe(200);

  expect(begin).toHaveBeenCalledExactlyOnceWith('bucket-out', '30 s');
});

it.each(['flood', 'toString'])('names the faults that there are to %s', async (fault) => {
  const response = await setUp().make(fault);

  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({
    detail:
      'No such fault: kill-worker, deliver-twice, table-out, tables-throttled, bucket-out, worker-crashes, queue-slow or sample.',
  });
});

it('submits one sample at a time, with the token of the caller', async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const submit = vi.fn<FaultAppOptions['submitSample']>(() => promise);
  const { make } = setUp({ submitSample: submit });
  const first = make('sample', { authorization: 'Bearer t-1' });

  const second = await make('sample');
  resolve(['s-1']);

  expect(second.status).toBe(429);
  expect(submit).toHaveBeenCalledExactlyOnceWith('t-1');
  expect([(await first).status, await (await first).json()]).toEqual([202, { submissionIds: ['s-1'] }]);
  expect((await make('sample')).status).toBe(202);
});

/** Starts an API that answers every submission with a status and a body. */
async function startApi(status: number, body: object) {
  const bodies: { items: { sku: string; price: number }[] }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      bodies.push(JSON.parse(text) as (typeof bodies)[number]);
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies };
}

it('submits 10,000 products in ten submissions, whose prices differ from run to run', async () => {
  const { apiUrl, bodies } = await startApi(202, { submissionId: 's-1' });

  expect(await submitSample({ apiUrl, token: undefined, run: 1 })).toEqual(Array(10).fill('s-1'));
  await submitSample({ apiUrl, token: undefined, run: 2 });

  const [first, second] = [bodies.slice(0, 10), bodies.slice(10)].map((run) =>
    run.flatMap(({ items }) => items),
  );
  expect(bodies.map(({ items }) => items.length)).toEqual(Array(20).fill(1000));
  expect(new Set(first?.map(({ sku }) => sku)).size).toBe(10_000);
  expect(second?.map(({ sku }) => sku)).toEqual(first?.map(({ sku }) => sku));
  expect(second?.filter(({ price }, index) => price === first?.[index]?.price)).toEqual([]);
});

it('answers the API’s own problem when the sample is refused', async () => {
  const problem = { code: 'FORBIDDEN', status: 403, detail: 'This operation needs the scope catalog:write.' };
  const { apiUrl } = await startApi(403, problem);
  const { make } = setUp({ submitSample: (token) => submitSample({ apiUrl, token, run: 1 }) });

  const response = await make('sample');

  expect([response.status, await response.json()]).toEqual([403, problem]);
});

it('answers 503 when the API is gone', async () => {
  const { make } = setUp({ submitSample: () => Promise.reject(new TypeError('fetch failed')) });

  const response = await make('sample');

  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
});
