import type { Accepted, DeadLetterList, Import } from '@async-catalog/client';
import { ReportFormat } from '@async-catalog/report-builder';
import { MAX_DIRECT_IMPORT_BYTES, productIdOfSku } from '@async-catalog/product-schema';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsError } from '@async-catalog/local-cloud/testing';
import type { Fault } from './recording/iam-call.ts';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';
import {
  createConformanceClient,
  OPERATIONS,
  type ConformanceRequest,
} from './testing/conformance-client.ts';

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
let conformanceClient: ReturnType<typeof createConformanceClient>;
let token: string;
/** A submission of one product that failed for good. */
let failed: string;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  conformanceClient = createConformanceClient(catalog.url);
  token = await catalog.issuer.token({ scope: SCOPES });
  await catalog.during(unsaveable, async () => {
    const answer = await post('/products', { name: UNSAVEABLE, price: 1 });
    failed = ((await answer.json()) as Accepted).submissionId;
    await untilReported(failed);
  });
  return () => catalog.stop();
});

/** A file of which one row is refused. */
const FILE = 'sku,name,price\nTEA-1,Teapot,24.50\nTEA-2,Tea,free\n';
const UNKNOWN_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
/** All that there are. */
const SCOPES = 'catalog:read catalog:write catalog:operate';
const SUBMITTING = ['/products', '/products/batch'];
const CHANGED = `/products/${productIdOfSku('TEA-1')}`;
/** Changes of one product, without the queries of every submission. */
const CHANGING = ['PATCH', 'DELETE'].flatMap((method) =>
  [CHANGED, '/products?sku=TEA-1'].map((path) => [method, path] as const),
);
const teapot = { name: 'Teapot', price: 24.5, sku: 'TEA-1' };
/** A name that the table refuses, with DynamoDB's error for items that are too large. */
const UNSAVEABLE = 'unsaveable';

const TOO_LARGE = {
  status: 400,
  type: 'com.amazon.coral.validate#ValidationException',
  message: 'Item size to update has exceeded the maximum allowed size',
};
const OUT = { status: 503, type: 'ServiceUnavailable', message: 'Please reduce your request rate' };
const DENIED = { status: 400, type: 'AccessDeniedException', message: 'no identity-based policy allows it' };

const failing =
  (error: AwsError, ...operations: string[]): Fault =>
  ({ operation }) =>
    operations.length === 0 || operations.includes(operation) ? error : undefined;

const unsaveable: Fault = ({ operation, resource }, body) =>
  operation === 'UpdateItem' && resource === 'ProductTable' && body.includes(UNSAVEABLE)
    ? TOO_LARGE
    : undefined;

function send(method: string, path: string, request: ConformanceRequest = {}): Promise<Response> {
  return conformanceClient.send(method, path, { token, ...request });
}

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return send('POST', path, { body: text, headers: { 'content-type': 'application/json', ...headers } });
}

function change(method: string, path: string, headers: Record<string, string> = {}, query = '') {
  return send(method, `${path}${query && (path.includes('?') ? '&' : '?')}${query}`, {
    headers: { 'content-type': 'application/merge-patch+json', ...headers },
    ...(method === 'PATCH' && { body: '{"price":25}' }),
  });
}

/** Builds the body of one product for the operation. */
function bodyOf(path: string, product: unknown): unknown {
  return path === '/products' ? product : { items: [product] };
}

async function untilReported(submissionId: string): Promise<void> {
  await vi.waitUntil(async () => (await send('GET', `/submissions/${submissionId}/report`)).ok, {
    timeout: 300_000,
  });
}

/** Reads until the answer is no longer one that the API remembers, which takes 5 s at most. */
async function sendUntilRead(path: string): Promise<Response> {
  const read = async () => {
    const answer = await send('GET', path);
    return path === '/stats' && answer.ok ? undefined : answer;
  };
  return await vi.waitUntil(read, { timeout: 300_000, interval: 200 });
}

const statusesOf = async (answers: Promise<Response>[]) =>
  (await Promise.all(answers)).map(({ status }) => status);

async function untilEnded(importId: string): Promise<void> {
  await vi.waitUntil(
    async () => ((await (await send('GET', `/imports/${importId}`)).json()) as Import).reportReady,
    { timeout: 300_000, interval: 200 },
  );
}

/** Claims the submission again, as if its first request were still in progress. */
async function claimAgain(submissionId: string): Promise<void> {
  await catalog.dynamodb.send(
    new UpdateItemCommand({
      TableName: 'SubmissionTable',
      Key: { id: { S: submissionId } },
      UpdateExpression: 'REMOVE queuedAt SET sendingBy = :by, sendingUntil = :until',
      ExpressionAttributeValues: { ':by': { S: 'another' }, ':until': { S: '2999-01-01T00:00:00.000Z' } },
    }),
  );
}

describe('every answer is one that the OpenAPI document lists:', () => {
  it.concurrent.each(SUBMITTING)('POST %s, well done', async (path) => {
    const first = await post(path, bodyOf(path, teapot), { 'idempotency-key': path });
    const again = await post(path, bodyOf(path, teapot), { 'idempotency-key': path });
    const dry = await post(`${path}?dryRun=true`, bodyOf(path, teapot));
    const waited = await post(path, bodyOf(path, teapot), { prefer: 'wait=20' });

    expect([first, again, dry, waited].map(({ status }) => status)).toEqual([202, 202, 200, 200]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await waited.json()).toMatchObject({ status: 'completed', counts: { saved: 1 } });
  });

  it.each(SUBMITTING)('POST %s, refused', async (path) => {
    const { submissionId } = (await (
      await post(path, bodyOf(path, teapot), { 'idempotency-key': `held ${path}` })
    ).json()) as Accepted;
    await claimAgain(submissionId);

    const refused = [
      await post(path, '{"name": '),
      await post(path, bodyOf(path, teapot), { 'idempotency-key': '' }),
      await post(path, bodyOf(path, teapot), { 'idempotency-key': `held ${path}` }),
      await post(path, 'x'.repeat(5 * 1024 * 1024 + 1)),
      await post(path, 'name,price', { 'content-type': 'text/csv' }),
      await post(path, bodyOf(path, { name: 'Teapot' })),
      await post(path, { items: [{ ...teapot, price: 0.1 + 0.2 }] }, { prefer: 'handling=strict' }),
    ];

    expect(refused.map(({ status }) => status)).toEqual([400, 400, 409, 413, 415, 422, 422]);
  });

  it.each(CHANGING)('%s %s, well done and refused', async (method, path) => {
    const key = { 'idempotency-key': `${method} ${path}` };
    const first = await change(method, path, key);
    const { submissionId } = (await first.json()) as Accepted;
    await claimAgain(submissionId);
    const answers = [
      await change(method, path, key),
      await change(method, path, {}, 'dryRun=true'),
      await change(method, path, { prefer: 'wait=20' }),
      await change(method, path, { 'if-match': 'W/"1"' }),
      await change(method, path, { ...key, 'if-match': '"9"' }),
      await send(method, path, { body: 'x'.repeat(5 * 1024 * 1024) }),
    ];

    expect(first.status).toBe(202);
    expect(answers.map(({ status }) => status)).toEqual([409, 200, 200, 400, 422, 413]);
  });

  it('PATCH, refused for its body, and of what is no product', async () => {
    const json = { 'content-type': 'application/json' };
    const refused = await Promise.all(
      [CHANGED, '/products?sku=TEA-1'].flatMap((path) => [
        send('PATCH', path, { body: '{', headers: json }),
        send('PATCH', path, { body: 'price', headers: { 'content-type': 'text/csv' } }),
        send('PATCH', path, { body: '{}', headers: json }),
      ]),
    );
    const missing = await Promise.all(['PATCH', 'DELETE'].map((method) => change(method, '/products/x')));

    expect(refused.map(({ status }) => status)).toEqual([400, 415, 422, 400, 415, 422]);
    expect(missing.map(({ status }) => status)).toEqual([404, 404]);
  });

  it('lines that are taken in part', async () => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const lines = [JSON.stringify(teapot), '{', '{"name":"","price":-1}'];

    const answer = await post('/products/batch', lines.join('\n'), headers);

    expect(answer.status).toBe(202);
  });

  it('reads of what is there, of what is not, and of what was not asked for well', async () => {
    const { items, submissionId } = (await (await post('/products', teapot)).json()) as Accepted;
    const product = `/products/${items[0]?.productId}`;
    const submission = `/submissions/${submissionId}`;
    await send('GET', submission);
    await untilReported(submissionId);
    const etags = await Promise.all(
      [product, submission].map(async (path) => (await send('GET', path)).headers.get('etag') ?? ''),
    );

    const good = [product, '/products?limit=1', '/products?sku=TEA-1', submission, `${submission}/items`]
      .concat([`${submission}/timeline`])
      .concat(ReportFormat.options.map((format) => `${submission}/report?format=${format}`))
      .concat(['/products?skus=TEA-1,NONE', '/submissions?status=completed&limit=1', '/imports'])
      .concat(['/stats', '/healthz', '/readyz', '/openapi.json', '/docs', '/docs/scalar.js']);
    const bad = ['/products?limit=0', '/products?cursor=x', `${submission}/items?outcome=lost`].concat([
      `${submission}/report?format=pdf`,
      '/submissions?status=lost',
      '/imports?since=soon',
      '/stats?minutes=5',
    ]);
    const missing = [`/products/${UNKNOWN_ID}`, '/products/x', `/submissions/${UNKNOWN_ID}`].concat([
      `/submissions/${UNKNOWN_ID}/items`,
      `/submissions/${UNKNOWN_ID}/report`,
      `/submissions/${UNKNOWN_ID}/timeline`,
      '/nowhere',
    ]);
    const expectAll = async (paths: string[], status: number, method = 'GET') => {
      const answers = paths.map(async (path) => [path, (await send(method, path)).status]);
      expect(await Promise.all(answers)).toEqual(paths.map((path) => [path, status]));
    };

    await expectAll(good, 200);
    await expectAll(good, 200, 'HEAD');
    await expectAll(bad, 400);
    expect((await send('GET', `${submission}/report`, { headers: { accept: 'image/png' } })).status).toBe(
      406,
    );
    await expectAll(missing, 404);
    await expectAll(good, 405, 'PUT');
    const again = [product, submission].map((path, n) =>
      send('GET', path, { headers: { 'if-none-match': etags[n] ?? '' } }),
    );
    expect((await Promise.all(again)).map(({ status }) => status)).toEqual([304, 304]);
  });

  it('retries of what failed', async () => {
    const path = `/submissions/${failed}/retry`;

    const first = await post(path, '', { 'idempotency-key': 'again' });
    const waited = await post(path, '', { prefer: 'wait=20' });
    const refused = [
      await post(path, '', { 'idempotency-key': '' }),
      await post(`/submissions/${UNKNOWN_ID}/retry`, ''),
    ];
    const { submissionId } = (await first.json()) as Accepted;
    await untilReported(submissionId);
    refused.push(await post(`/submissions/${submissionId}/retry`, ''));
    await claimAgain(submissionId);
    refused.push(await post(path, '', { 'idempotency-key': 'again' }));

    expect([first.status, waited.status]).toEqual([202, 200]);
    expect(refused.map(({ status }) => status)).toEqual([400, 404, 422, 409]);
  });

  it('cancellations of what is not complete, and of what is', async () => {
    const cups = Array.from({ length: 11 }, (_, n) => ({ name: `Cup ${n}`, price: n }));
    const { submissionId } = (await (await post('/products/batch', { items: cups })).json()) as Accepted;

    const answers = [
      await post(`/submissions/${submissionId}/cancel`, ''),
      await post(`/submissions/${failed}/cancel`, ''),
      await post(`/submissions/${UNKNOWN_ID}/cancel`, ''),
      await post(`/submissions/${failed}/cancel?dryRun=true`, ''),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 409, 404, 400]);
  });

  it('imports of a file that is uploaded in parts', async () => {
    const created = await post('/imports', { fileName: 'tea.csv', size: FILE.length });
    const { importId, upload } = (await created.json()) as Import;
    const path = `/imports/${importId}`;
    const early = await post(`${path}/start`, {});
    const stored = await fetch(upload?.parts[0]?.url ?? '', { method: 'PUT', body: FILE });
    const part = { number: 1, etag: stored.headers.get('etag') };
    const answers = [
      await post(`${path}/parts`, part),
      await post(`${path}/start`, { mapping: { columns: { Titel: 'name' } } }),
      await post(`${path}/start`, {}),
      await post(`${path}/parts`, part),
    ];
    await untilEnded(importId);
    const etag = (await send('GET', path)).headers.get('etag') ?? '';
    answers.push(
      await send('GET', path, { headers: { 'if-none-match': etag } }),
      await send('GET', `${path}/issues`),
      await send('GET', `${path}/issues?code=WRONG_TYPE`),
      await send('GET', `${path}/report`, { redirect: 'manual' }),
      await send('GET', `${path}/report`, { headers: { accept: 'application/json' } }),
      await post(`${path}/cancel`, ''),
    );

    expect([created.status, early.status]).toEqual([201, 409]);
    expect(answers.map(({ status }) => status)).toEqual([200, 422, 202, 409, 304, 200, 200, 302, 200, 409]);
  });

  it('imports that come in one request, or to nothing', async () => {
    const csv = { 'content-type': 'text/csv' };
    const key = { ...csv, 'idempotency-key': 'file' };
    const { importId } = (await (await post('/imports', FILE, key)).json()) as Import;
    await catalog.dynamodb.send(
      new UpdateItemCommand({
        TableName: 'ImportTable',
        Key: { id: { S: importId } },
        UpdateExpression: 'REMOVE startedAt SET cancelledAt = :at',
        ExpressionAttributeValues: { ':at': { S: '2026-01-31T09:30:00.000Z' } },
      }),
    );
    const files = [
      await post('/imports', FILE, csv),
      await post('/imports', FILE, key),
      await post('/imports', 'x'.repeat(MAX_DIRECT_IMPORT_BYTES + 1), csv),
      await post('/imports', '<a/>', { 'content-type': 'application/xml' }),
      await post('/imports', 'sku,name', csv),
    ];
    const empty = (await (await post('/imports', { fileName: 'a.csv', size: 1 })).json()) as Import;
    const stored = await fetch(empty.upload?.parts[0]?.url ?? '', { method: 'PUT', body: '\n' });
    const part = { number: 1, etag: stored.headers.get('etag') };
    await post(`/imports/${empty.importId}/parts`, part);
    const unreadable = [
      await post(`/imports/${empty.importId}/start`, {}),
      await post(`/imports/${empty.importId}/parts`, part),
    ];
    const waiting = (await (await post('/imports', { fileName: 'a.csv', size: 1 })).json()) as Import;
    const cancelled = await post(`/imports/${waiting.importId}/cancel`, '');

    expect(files.map(({ status }) => status)).toEqual([202, 409, 413, 415, 422]);
    expect(unreadable.map(({ status }) => status)).toEqual([422, 422]);
    expect(cancelled.status).toBe(202);
  });

  it('imports that are not there, and bodies that are none', async () => {
    const reads = ['', '/issues', '/report'].map((rest) => send('GET', `/imports/${UNKNOWN_ID}${rest}`));
    const writes = ['/start', '/cancel'].map((rest) => post(`/imports/${UNKNOWN_ID}${rest}`, ''));
    const refused = ['/parts', '/start'].flatMap((rest) => [
      post(`/imports/${UNKNOWN_ID}${rest}`, ' '.repeat(128 * 1024 + 1)),
      post(`/imports/${UNKNOWN_ID}${rest}`, 'a,b', { 'content-type': 'text/csv' }),
    ]);
    const parts = post(`/imports/${UNKNOWN_ID}/parts`, { parts: [] });

    expect(await statusesOf([...reads, ...writes, parts])).toEqual(Array(6).fill(404));
    expect(await statusesOf(refused)).toEqual([413, 415, 413, 415]);
  });

  it('400 to every operation that gets a header twice', async () => {
    for (const { method, template } of OPERATIONS) {
      const path = template.replace('{id}', UNKNOWN_ID);
      const answer = await send(method, path, { headers: { 'x-request-id': 'one, two' } });
      expect([path, answer.status]).toEqual([path, 400]);
    }
  });

  it.each([
    [401, undefined],
    [403, { scope: '' }],
  ])('%d to every operation that asks for a token', async (status, claims) => {
    const poor = claims && (await catalog.issuer.token(claims));

    for (const { method, template } of OPERATIONS.filter(({ secured }) => secured)) {
      expect((await conformanceClient.send(method, template, { token: poor })).status).toBe(status);
    }
  });

  it.each([
    [503, OUT],
    [500, DENIED],
  ])('%d to operators when the dead-letter queue is out of order', async (status, error) => {
    const outOfOrder: Fault = ({ resource }) =>
      resource === 'product-dead-letter-queue' ? error : undefined;

    const answers = await catalog.during(outOfOrder, () =>
      statusesOf([
        send('GET', '/dead-letters'),
        post('/dead-letters/redrive', { ids: [UNKNOWN_ID] }),
        post('/dead-letters/drop', { ids: [UNKNOWN_ID] }),
      ]),
    );

    expect(answers).toEqual([status, status, status]);
  });

  const reading = OPERATIONS.filter(
    ({ method, secured, template }) => method === 'GET' && secured && template !== '/dead-letters',
  );

  it.each([
    [503, OUT],
    [500, DENIED],
  ])('%d to everyone when the tables and the metrics are out of order', async (status, error) => {
    const requests = reading
      .map(
        ({ template }) =>
          () =>
            sendUntilRead(template.replace('{id}', UNKNOWN_ID)),
      )
      .concat(SUBMITTING.map((path) => () => post(path, bodyOf(path, teapot))))
      .concat(
        CHANGING.map(
          ([method, path]) =>
            () =>
              change(method, path),
        ),
      )
      .concat([
        () => post(`/submissions/${failed}/retry`, ''),
        () => post(`/submissions/${UNKNOWN_ID}/cancel`, ''),
        () => post('/imports', FILE, { 'content-type': 'text/csv' }),
        () => post(`/imports/${UNKNOWN_ID}/parts`, { parts: [] }),
        () => post(`/imports/${UNKNOWN_ID}/start`, ''),
        () => post(`/imports/${UNKNOWN_ID}/cancel`, ''),
      ]);

    const answers = await catalog.during(
      failing(error, 'GetItem', 'PutItem', 'UpdateItem', 'Scan', 'Query', 'GetMetricData'),
      () => Promise.all(requests.map((request) => request())),
    );

    expect(answers.map((answer) => answer.status)).toEqual(requests.map(() => status));
  });

  it.each(OPERATIONS.filter(({ secured }) => secured))(
    '429 to a caller above its limit: $method $template',
    async ({ method, template }) => {
      const limited = await catalog.issuer.token({
        sub: `${method} ${template}`,
        scope: SCOPES,
        catalog_requests_per_second: 1,
      });
      const path = template.replaceAll(/\{\w+\}/g, UNKNOWN_ID);
      const answers = await Promise.all(
        Array.from({ length: 4 }, () => conformanceClient.send(method, path, { token: limited })),
      );

      // At most one second begins while they run.
      expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
    },
  );

  it('503 to the probe when a dependency is out of reach', async () => {
    const answer = await catalog.during(failing(DENIED), () => send('GET', '/readyz'));

    expect(answer.status).toBe(503);
  });

  it.each([
    [429, 'TooManyRequestsException'],
    [413, 'RequestTooLargeException'],
  ])('%d when the function is not run (%s)', async (status, type) => {
    const error = { status, type, message: 'Not now.' };

    const answers = await catalog.during(failing(error, 'Invoke'), () =>
      Promise.all([
        ...SUBMITTING.map((path) => post(path, bodyOf(path, teapot))),
        ...CHANGING.map(([method, path]) => change(method, path)),
        post(`/submissions/${failed}/retry`, ''),
      ]),
    );

    expect(answers.map((answer) => answer.status)).toEqual(Array(7).fill(status));
  });

  // Last: what is redriven is saved, and its submission has nothing to retry any more.
  it('dead letters that are listed, redriven and dropped, and bodies that choose none', async () => {
    const changes = ['/dead-letters/redrive', '/dead-letters/drop'];
    const list = await send('GET', '/dead-letters');
    const { items } = (await list.json()) as DeadLetterList;
    const ids = items.map(({ id }) => id);
    const answers = [
      await post('/dead-letters/redrive', { ids }),
      await post('/dead-letters/redrive', { all: true }),
      await post('/dead-letters/drop', { ids }),
      await send('GET', '/dead-letters?limit=0'),
    ];
    const refused = changes.flatMap((path) => [
      post(path, '{'),
      post(path, ' '.repeat(128 * 1024 + 1)),
      post(path, 'a', { 'content-type': 'text/csv' }),
    ]);

    expect(list.status).toBe(200);
    expect(items).toMatchObject([{ code: 'PRODUCT_TOO_LARGE', name: UNSAVEABLE }]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400]);
    expect(await statusesOf(refused)).toEqual([400, 413, 415, 400, 413, 415]);
  });
});

it('every status that the OpenAPI document lists has been seen, but for faults of operations that need nothing', () => {
  const needNothing = OPERATIONS.filter(({ secured }) => !secured).map(
    ({ method, template }) => `${method} ${template} 500`,
  );
  const listed = OPERATIONS.flatMap(({ method, template, statuses }) =>
    statuses.map((status) => `${method} ${template} ${status}`),
  );

  expect(listed.filter((status) => !conformanceClient.seen.has(status))).toEqual(needNothing);
});
