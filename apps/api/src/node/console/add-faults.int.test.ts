import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createApi } from '../../create-api.ts';
import type { Deps } from '../../deps.ts';
import { testDeps } from '../../testing/test-app.ts';
import { addFaults } from './add-faults.ts';

const STATE = { asOf: '2026-01-31T09:30:00.000Z', faults: [] };

/** Starts controls that answer with a status, and the API in front of them. */
async function setUp(overrides: Partial<Pick<Deps, 'authenticate'>> = {}, status = 200) {
  const asked: { method: string | undefined; path: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push({ method, path: url, headers });
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(STATE));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const api = createApi(testDeps(overrides));
  addFaults(api, `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`);
  return { api, asked, server };
}

const LOCAL = 'http://127.0.0.1:3000';

it('passes what the console asks on, and its answer back', async () => {
  const { api, asked } = await setUp({}, 202);

  const read = await api.request(`${LOCAL}/console/faults`);
  const made = await api.request(`${LOCAL}/console/faults/table-out`, {
    method: 'POST',
    headers: { origin: LOCAL },
  });

  expect([read.status, await read.json(), read.headers.get('cache-control')]).toEqual([
    202,
    STATE,
    'no-store',
  ]);
  expect([made.status, await made.json()]).toEqual([202, STATE]);
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /secret',
    'POST /secret/table-out',
  ]);
});

it.each([
  [`${LOCAL}/console/faults/table-out`, { origin: 'https://evil.example' }],
  ['http://evil.example:3000/console/faults/table-out', {}],
])('refuses other websites: %s %j', async (url, headers) => {
  const { api, asked } = await setUp();

  const response = await api.request(url, { method: 'POST', headers });

  expect(response.status).toBe(403);
  expect(asked).toEqual([]);
});

it('asks for a token that may operate the service, and passes it on', async () => {
  const scopes = new Set<string>(['catalog:write']);
  const { api, asked } = await setUp({ authenticate: () => Promise.resolve({ caller: 'ops', scopes }) });
  const post = (headers: Record<string, string>) =>
    api.request(`${LOCAL}/console/faults/sample`, { method: 'POST', headers });

  expect((await post({})).status).toBe(401);
  expect((await post({ authorization: 'Bearer t' })).status).toBe(403);
  expect(asked).toEqual([]);
  scopes.add('catalog:operate');
  expect((await post({ authorization: 'Bearer t' })).status).toBe(200);
  expect(asked[0]?.headers.authorization).toBe('Bearer t');
});

it.each([
  ['POST', '/console/faults', 'GET, HEAD'],
  ['GET', '/console/faults/table-out', 'POST'],
])('answers 405 to %s %s', async (method, path, allow) => {
  const { api } = await setUp();

  const response = await api.request(LOCAL + path, { method });

  expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
});

it('answers 503 when the controls are gone', async () => {
  const { api, server } = await setUp();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');

  const response = await api.request(`${LOCAL}/console/faults`);

  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
});
