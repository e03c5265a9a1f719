import { randomUUID } from 'node:crypto';
import { CATALOG_API_ID, FILE_SPLITTER_ID } from '@async-catalog/http-contract';
import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import {
  Accepted,
  buildChunk,
  type Chunk,
  chunkKey,
  DryRun,
  importIdForKey,
  Problem,
  rejectedItemsKey,
  toSubmission,
} from '@async-catalog/product-schema';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SendError } from './core/errors.ts';
import type { ProxyHandler } from './create-processor.ts';
import type { ProxyResult } from './http/proxy-result.ts';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { answerLosingPorts, type Crash, crashingPorts } from './testing/faulty-ports.ts';
import { inspect } from './testing/inspect.ts';
import { portsOn, serviceOn } from './testing/intake-service.ts';
import { aProduct } from './testing/product.ts';

let cloud: Cloud;
beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  cloud = await startCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  await inspect(cloud).messages();
});

const STARTED_AT = new Date(Date.now() - 60_000).toISOString();
const aChunk = (number = 7): Chunk => buildChunk(importIdForKey('alice', randomUUID()), number, STARTED_AT);

const UNCLOSED = { pointer: '/price', code: 'INVALID_FORMAT', detail: 'is "1,2,3"; send a number' } as const;
const UNREADABLE = { line: 5, value: { sku: 'TEA-5', price: '1,2,3' }, errors: [UNCLOSED] };
const ROWS = [
  { line: 2, value: aProduct({ sku: 'TEA-2' }) },
  UNREADABLE,
  { line: 9, value: { op: 'patch', sku: 'TEA-9', price: 3 } },
  { line: 10, value: { name: 'Tea', sku: 'TEA-10' } },
];

interface Send {
  readonly rows?: readonly unknown[];
  readonly query?: string;
  readonly apiId?: string;
  readonly path?: string;
  readonly method?: string;
  readonly claimed?: Chunk | undefined;
}

async function send(service: ProxyHandler, chunk: Chunk, given: Send = {}): Promise<ProxyResult> {
  const { rows = ROWS, query, method, apiId = FILE_SPLITTER_ID } = given;
  const event = httpApiEvent({
    path: given.path ?? `/imports/${chunk.importId}/chunks/${chunk.number}`,
    body: { rows },
    headers: { 'idempotency-key': chunkKey(chunk) },
    authorizer: { jwt: { claims: { sub: 'alice' } } },
    ...(query !== undefined && { query }),
    ...(method !== undefined && { method }),
  });
  const claimed = 'claimed' in given ? given.claimed : chunk;
  return await service(
    { ...event, requestContext: { ...event.requestContext, apiId, chunk: claimed } },
    lambdaContext(),
  );
}

const service = () => serviceOn(portsOn(cloud));
const minutesLater = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);
const acceptedIn = ({ body }: ProxyResult) => Accepted.parse(JSON.parse(body));
const problemIn = ({ body }: ProxyResult) => Problem.parse(JSON.parse(body));
const rejectedOf = ({ submissionId }: Chunk) => inspect(cloud).object(rejectedItemsKey(submissionId));
const recordOf = ({ submissionId }: Chunk) => inspect(cloud).record(submissionId);

describe('a chunk of an import', () => {
  it('is the submission that it names, as of the start of the import, with the lines of its rows', async () => {
    const chunk = aChunk();

    const answer = await send(service(), chunk);

    expect(answer).toMatchObject({
      statusCode: 202,
      headers: { location: `/submissions/${chunk.submissionId}` },
    });
    expect(acceptedIn(answer)).toMatchObject({
      submissionId: chunk.submissionId,
      total: 4,
      items: [
        { index: 0, sku: 'TEA-2', op: 'put' },
        { index: 2, sku: 'TEA-9', op: 'patch' },
      ],
      rejected: [
        { index: 1, line: 5, sku: 'TEA-5', errors: [UNCLOSED] },
        { index: 3, line: 10, sku: 'TEA-10', errors: [{ pointer: '/price', code: 'REQUIRED' }] },
      ],
    });
    expect(await rejectedOf(chunk)).toEqual(acceptedIn(answer).rejected);
    expect(await recordOf(chunk)).toMatchObject({
      id: chunk.submissionId,
      caller: 'alice',
      total: 4,
      rejected: 2,
      createdAt: STARTED_AT,
      deadlineAt: chunk.deadlineAt,
      importId: chunk.importId,
      chunk: 7,
      queuedAt: expect.any(String) as string,
    });
    const messages = await inspect(cloud).messagesIn('product-bulk-queue');
    expect(messages).toMatchObject([
      { index: 0, line: 2, importId: chunk.importId, acceptedAt: STARTED_AT },
      { index: 2, line: 9, importId: chunk.importId, acceptedAt: STARTED_AT },
    ]);
  });

  it('has its import as message group, so that the queue is fair to others, and a batch has none', async () => {
    const chunk = aChunk();
    const sends = vi.spyOn(cloud.sqs, 'send');

    await send(service(), chunk);
    await service()(httpApiEvent({ body: aProduct() }), lambdaContext());

    const entries = sends.mock.calls.flatMap(([command]) =>
      command instanceof SendMessageBatchCommand ? (command.input.Entries ?? []) : [],
    );
    sends.mockRestore();
    expect(entries.map(({ MessageGroupId }) => MessageGroupId)).toEqual([
      chunk.importId,
      chunk.importId,
      undefined,
    ]);
  });

  it('gives the first answer again when it is repeated, and sends nothing', async () => {
    const chunk = aChunk();
    const first = await send(service(), chunk);
    await inspect(cloud).messages();

    const again = await send(serviceOn(portsOn(cloud), minutesLater(20)), chunk);

    expect(again).toMatchObject({ statusCode: 202, body: first.body });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it.each([
    ['values', ROWS.map((row) => (row.line === 2 ? { ...row, value: aProduct({ sku: 'B' }) } : row))],
    ['lines', ROWS.map((row) => ({ ...row, line: row.line + 1 }))],
    ['errors', ROWS.map((row) => (row === UNREADABLE ? { ...row, errors: [UNCLOSED, UNCLOSED] } : row))],
  ])('is refused with other %s, and leaves the first as it was', async (_, rows) => {
    const chunk = aChunk();
    await send(service(), chunk);
    const rejected = await rejectedOf(chunk);
    await inspect(cloud).messages();

    const answer = await send(service(), chunk, { rows });

    expect(problemIn(answer)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await rejectedOf(chunk)).toEqual(rejected);
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it('is only checked in a dry run', async () => {
    const chunk = aChunk();

    const answer = await send(service(), chunk, { query: 'dryRun=true' });

    expect(answer.statusCode).toBe(200);
    expect(DryRun.parse(JSON.parse(answer.body))).toMatchObject({
      valid: 2,
      rejected: [
        { index: 1, line: 5 },
        { index: 3, line: 10 },
      ],
    });
    expect(await recordOf(chunk)).toBeUndefined();
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it('has a row rejected for a reserved name, and not all of its rows', async () => {
    const value: unknown = JSON.parse('{"name":"Tea","price":1,"__proto__":{"a":1}}');

    const answer = await send(service(), aChunk(), { rows: [{ line: 2, value }, ROWS[0]] });

    expect(acceptedIn(answer)).toMatchObject({ items: [{ index: 1 }], rejected: [{ index: 0, line: 2 }] });
  });

  it.each<[string, Send]>([
    ['through API Gateway', { apiId: 'a1b2c3d4e5' }],
    ['through the API', { apiId: CATALOG_API_ID }],
    ['that does not say which it is', { claimed: undefined }],
    ['at the path of another', { path: `/imports/${aChunk().importId}/chunks/7` }],
    ['below a base path', { path: `/intake/imports/${aChunk().importId}/chunks/7` }],
    ['by another method', { method: 'PUT' }],
  ])('is not taken %s', async (_, given) => {
    expect((await send(service(), aChunk(), given)).statusCode).toBe(404);
    expect(await inspect(cloud).messages()).toEqual([]);
  });

  it.each<[string, unknown[]]>([
    ['no row', []],
    ['1,001 rows', Array.from({ length: 1001 }, (_, index) => ({ line: index + 2, value: {} }))],
    ['a row without a line', [{ value: aProduct() }]],
    ['a row with an empty list of errors', [{ line: 2, value: {}, errors: [] }]],
  ])('is malformed with %s', async (_, rows) => {
    const answer = await send(service(), aChunk(), { rows });

    expect(problemIn(answer)).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
  });

  it('has up to 1,000 rows', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ line: index + 2, value: {} }));

    expect(acceptedIn(await send(service(), aChunk(), { rows })).rejected).toHaveLength(1000);
  });
});

describe('a chunk that was sent in part', () => {
  it.each<Crash>([
    { call: 'create', at: 'after' },
    { call: 'put', at: 'before' },
    { call: 'put', at: 'after' },
    { call: 'send', at: 'before' },
    { call: 'send', at: 'after' },
    { call: 'markQueued', at: 'before' },
  ])(
    'by a process that died $at $call is finished by a repeat, with the times of the import',
    async (crash) => {
      const chunk = aChunk();
      await send(serviceOn(crashingPorts(portsOn(cloud), crash)), chunk);
      await inspect(cloud).messages();

      const atOnce = await send(service(), chunk);
      const later = await send(serviceOn(portsOn(cloud), minutesLater(20)), chunk);

      expect(problemIn(atOnce).code).toBe('REQUEST_IN_PROGRESS');
      expect(acceptedIn(later).items.map(({ index }) => index)).toEqual([0, 2]);
      const messages = await inspect(cloud).messages();
      expect(messages.map(({ index, acceptedAt }) => [index, acceptedAt])).toEqual([
        [0, STARTED_AT],
        [2, STARTED_AT],
      ]);
      expect(await recordOf(chunk)).toMatchObject({ createdAt: STARTED_AT, deadlineAt: chunk.deadlineAt });
      expect(await rejectedOf(chunk)).toEqual(acceptedIn(later).rejected);
    },
  );

  it('keeps the times of the import when certainly nothing was sent before', async () => {
    const chunk = aChunk();
    const queue = { send: () => Promise.reject(new SendError([], true, new Error('out'))) };
    const refused = await send(serviceOn({ ...portsOn(cloud), queue }), chunk);

    await send(serviceOn(portsOn(cloud), minutesLater(20)), chunk);

    expect(refused.statusCode).toBe(503);
    expect(await recordOf(chunk)).toMatchObject({ createdAt: STARTED_AT, deadlineAt: chunk.deadlineAt });
    expect(await inspect(cloud).messages()).toMatchObject([
      { acceptedAt: STARTED_AT },
      { acceptedAt: STARTED_AT },
    ]);
  });
});

const BAD = { rows: [UNREADABLE, { line: 6, value: {} }] };

async function expectComplete(chunk: Chunk, answer: ProxyResult): Promise<void> {
  expect(answer.statusCode).toBe(202);
  expect(acceptedIn(answer)).toMatchObject({ total: 2, items: [], rejected: [{ line: 5 }, { line: 6 }] });
  expect(await rejectedOf(chunk)).toEqual(acceptedIn(answer).rejected);
  const record = (await recordOf(chunk))!;
  expect(record).toMatchObject({ importId: chunk.importId, chunk: 7, rejected: 2, createdAt: STARTED_AT });
  expect(record.completedAt).toBe(record.queuedAt);
  expect(toSubmission(record, new Date())).toMatchObject({
    status: 'failed',
    counts: { total: 2, rejected: 2, pending: 0 },
    completedAt: expect.any(String) as string,
    reportReady: true,
  });
  expect(await inspect(cloud).messages()).toEqual([]);
}

describe('a chunk of which all rows are rejected', () => {
  it('is complete at once, and its repeat is the same answer', async () => {
    const chunk = aChunk();

    const answer = await send(service(), chunk, BAD);

    await expectComplete(chunk, answer);
    const again = await send(service(), chunk, BAD);
    expect(again).toMatchObject({ body: answer.body, headers: { 'idempotency-replayed': 'true' } });
  });

  it.each<Crash>([
    { call: 'create', at: 'after' },
    { call: 'put', at: 'before' },
    { call: 'put', at: 'after' },
    { call: 'markComplete', at: 'before' },
  ])('is not complete when its process died $at $call, until a repeat', async (crash) => {
    const chunk = aChunk();
    await send(serviceOn(crashingPorts(portsOn(cloud), crash)), chunk, BAD);
    const before = toSubmission((await recordOf(chunk))!, new Date());

    const later = await send(serviceOn(portsOn(cloud), minutesLater(2)), chunk, BAD);

    expect(before).toMatchObject({ status: 'queued', reportReady: false });
    expect(later.headers).not.toHaveProperty('idempotency-replayed');
    await expectComplete(chunk, later);
  });

  it.each(['create', 'put', 'markComplete'] as const)(
    'gives 503 for a lost response to %s, and the repeat finishes at once',
    async (call) => {
      const chunk = aChunk();

      const first = await send(serviceOn(answerLosingPorts(portsOn(cloud), call)), chunk, BAD);
      const again = await send(service(), chunk, BAD);

      expect(first.statusCode).toBe(503);
      await expectComplete(chunk, again);
    },
  );
});
