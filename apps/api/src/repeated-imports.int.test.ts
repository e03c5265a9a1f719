import type { Import } from '@async-catalog/product-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Failure, startFaultyImports } from './testing/faulty-imports.ts';

let service: Awaited<ReturnType<typeof startFaultyImports>>;
beforeAll(async () => {
  service = await startFaultyImports();
  // The first import of an instance also notes its caller.
  await sendWhole('first');
});
afterAll(() => service.close());

const FILE = 'sku,name,price,currency\nTEA-1,Teapot,24.50,EUR\n';
const JSON_TYPE = { 'content-type': 'application/json' };

/** Sends a request until it isn't answered with a 503, as consumers do. */
async function send(path: string, headers: Record<string, string>, body: string): Promise<Import> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await service.app.request(path, { method: 'POST', headers, body });
    if (answer.status !== 503) {
      expect([path, answer.status, answer.ok || (await answer.text())]).toEqual([path, answer.status, true]);
      return (await answer.json()) as Import;
    }
  }
  return expect.unreachable('it stays unavailable');
}

async function uploadInParts(key: string): Promise<string> {
  const request = JSON.stringify({ fileName: 'products.csv', size: FILE.length });
  const { importId, upload } = await send('/imports', { ...JSON_TYPE, 'idempotency-key': key }, request);
  const [part] = upload?.parts ?? [];
  const stored = await fetch(part?.url ?? '', { method: 'PUT', body: FILE });
  const etag = stored.headers.get('etag');
  await send(`/imports/${importId}/parts`, JSON_TYPE, JSON.stringify({ number: 1, etag }));
  await send(`/imports/${importId}/start`, {}, '');
  return importId;
}

async function sendWhole(key: string): Promise<string> {
  const headers = { 'content-type': 'text/csv', 'idempotency-key': key };
  return (await send('/imports', headers, FILE)).importId;
}

async function listed(): Promise<string[]> {
  const answer = await service.app.request('/imports?limit=100');
  const { items } = (await answer.json()) as { items: Import[] };
  return items.map(({ importId }) => importId);
}

const PARTS = [
  'GetItem',
  'POST uploads',
  'PutItem',
  'PutItem',
  'GetItem',
  'UpdateItem',
  'GetItem',
  'POST uploadId',
  'GET x-id',
  'UpdateItem',
  'SendMessage',
  'UpdateItem',
];
const WHOLE = ['GetItem', 'PutItem', 'PutItem', 'PUT x-id', 'UpdateItem', 'SendMessage', 'UpdateItem'];

describe.each([
  ['uploaded in parts', uploadInParts, PARTS],
  ['sent in one request', sendWhole, WHOLE],
] as const)('an import %s', (_, run, steps) => {
  it('makes these calls', async () => {
    service.failAt(-1, 'lose');

    await run(`all-${steps.length}`);

    expect(service.calls).toEqual(steps);
  });

  it.each(
    steps.flatMap((step, at) =>
      (['refuse', 'lose'] as Failure[]).map((failure) => [failure, at, step] as const),
    ),
  )(
    'is started once, whole, queued and listed, when the answer fails (%s) at call %i, %s',
    async (failure, at) => {
      service.failAt(at, failure);

      const id = await run(`${failure}-${at}-${steps.length}`);

      expect(service.calls.length).toBeGreaterThan(steps.length);
      const { record, source, messages } = await service.inspect(id);
      expect(source).toBe(FILE);
      expect(record).toMatchObject({
        id,
        startedAt: expect.any(String) as string,
        queuedAt: expect.any(String) as string,
        format: { kind: 'csv' },
        mapping: { columns: { sku: 'sku', name: 'name', price: 'price', currency: 'currency' } },
      });
      expect(await listed()).toContain(id);
      const read = { version: 1, importId: id, task: 'read' };
      expect(messages.filter(({ importId }) => importId === id)).toContainEqual(read);
    },
  );
});
