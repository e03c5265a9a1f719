import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProblemError } from '@async-catalog/http-contract';
import {
  IMPORT_PART_BYTES,
  importIssuesKey,
  importReportKey,
  type ImportIssues,
  newImportId,
} from '@async-catalog/product-schema';
import { importRecord } from '@async-catalog/product-schema/testing';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportFiles, ImportStart } from '../core/ports.ts';
import { NOW } from '../testing/test-app.ts';
import { startCloud } from '../testing/cloud.ts';
import { createDynamoImportStore } from './dynamo-import-store.ts';
import { createS3ImportFiles } from './s3-import-files.ts';
import { createSqsImportQueue } from './sqs-import-queue.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

const AT = '2026-01-31T09:31:00.000Z';
const start: ImportStart = {
  etag: '"e"',
  format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' },
  columns: ['sku'],
  mapping: { columns: { sku: 'sku' } },
  guesses: [{ column: 'sku', field: 'sku', reason: 'is named so' }],
  notes: [],
  startedAt: AT,
};

const imports = (now = NOW) => createDynamoImportStore(cloud.documents, 'ImportTable', () => now);

async function stored(overrides = {}) {
  return await imports().create(importRecord({ id: newImportId(), ...overrides }));
}

describe('the record of an import', () => {
  it('is read back as it was created, until it expires', async () => {
    const record = await stored({ options: { dryRun: true, preview: 'changes' } });
    const expiresAt = new Date(record.expiresAt * 1000);

    expect(await imports().get(record.id)).toEqual(record);
    expect(await imports(new Date(expiresAt.getTime() - 1)).get(record.id)).toEqual(record);
    expect(await imports(expiresAt).get(record.id)).toBeUndefined();
  });

  it('is the first one where there are two, unless that is expired', async () => {
    const first = await stored();
    const second = { ...first, uploadId: 'second' };
    const later = { ...second, createdAt: new Date(first.expiresAt * 1000).toISOString() };

    expect(await imports().create(second)).toEqual(first);
    expect(await imports().create(later)).toEqual(later);
  });

  it('holds the last ETag of each part', async () => {
    const { id } = await stored();

    await imports().addParts(id, { 1: '"a"', 2: '"b"' });
    const record = await imports().addParts(id, { 2: '"c"', 10: '"d"' });

    expect(record?.parts).toEqual({ 1: '"a"', 2: '"c"', 10: '"d"' });
    expect((await imports().forgetParts(id))?.parts).toEqual({});
  });

  it('is started once', async () => {
    const { id } = await stored();

    const both = await Promise.all([
      imports().start(id, start),
      imports().start(id, { ...start, etag: '"f"' }),
    ]);

    expect(both.filter((record) => record !== undefined)).toHaveLength(1);
    expect(await imports().get(id)).toMatchObject(both.find((record) => record !== undefined) ?? {});
  });

  it.each([
    ['started', { startedAt: AT }],
    ['cancelled', { cancelledAt: AT }],
    ['failed', { failure: { code: 'NO_ROWS', detail: 'x' } }],
  ])('takes nothing that belongs to the upload once it is %s', async (_, state) => {
    const record = await stored(state);

    expect(await imports().addParts(record.id, { 1: '"a"' })).toBeUndefined();
    expect(await imports().forgetParts(record.id)).toBeUndefined();
    expect(await imports().start(record.id, start)).toBeUndefined();
    expect(await imports().fail(record.id, { code: 'X', detail: 'x' })).toBeUndefined();
    expect(await imports().get(record.id)).toEqual(record);
  });

  it('is cancelled once, and not when it is complete', async () => {
    const { id } = await stored();
    const { id: complete } = await stored({ startedAt: AT, completedAt: AT });

    expect(await imports().cancel(id, AT)).toMatchObject({ cancelledAt: AT });
    expect(await imports().cancel(id, '2026-01-31T09:32:00.000Z')).toBeUndefined();
    expect(await imports().cancel(complete, AT)).toBeUndefined();
  });

  it('gets a time only from whoever saw the one before', async () => {
    const { id } = await stored();
    const later = '2026-01-31T09:33:00.000Z';

    expect(await imports().setTime(id, 'queuedAt', AT, undefined)).toMatchObject({ queuedAt: AT });
    expect(await imports().setTime(id, 'queuedAt', later, undefined)).toBeUndefined();
    expect(await imports().setTime(id, 'queuedAt', later, AT)).toMatchObject({ queuedAt: later });
    expect(await imports().setTime(id, 'queuedAt', later, AT)).toBeUndefined();
  });

  it('is made by no write to one that is gone', async () => {
    const id = newImportId();

    expect(await imports().addParts(id, { 1: '"a"' })).toBeUndefined();
    expect(await imports().start(id, start)).toBeUndefined();
    expect(await imports().fail(id, { code: 'X', detail: 'x' })).toBeUndefined();
    expect(await imports().cancel(id, AT)).toBeUndefined();
    expect(await imports().setTime(id, 'finishDueAt', AT, undefined)).toBeUndefined();
    const read = await cloud.documents.send(new GetCommand({ TableName: 'ImportTable', Key: { id } }));
    expect(read.Item).toBeUndefined();
  });
});

const files = () => createS3ImportFiles(cloud.s3, 'report-bucket');

async function upload(into: ImportFiles, contents: readonly Uint8Array[]) {
  const id = newImportId();
  const uploadId = await into.createUpload(id);
  const parts = contents.map(({ byteLength }, index) => ({ number: index + 1, size: byteLength }));
  const urls = await into.partUrls(id, uploadId, parts);
  const answers = await Promise.all(
    urls.map((url, index) => fetch(url, { method: 'PUT', body: Buffer.from(contents[index] ?? []) })),
  );
  const etags = answers.map((answer, index) => ({
    number: index + 1,
    etag: answer.headers.get('etag') ?? '',
  }));
  return { id, uploadId, etags };
}

describe('the file of an import', () => {
  const large = new Uint8Array(IMPORT_PART_BYTES).fill(97);
  const small = Buffer.from('the end');

  it('is made of its parts, and then is complete to a repeat', async () => {
    const { id, uploadId, etags } = await upload(files(), [large, small]);

    expect(await files().readHead(id)).toBeUndefined();
    expect(await files().completeUpload(id, uploadId, etags)).toBe('complete');
    expect(await files().completeUpload(id, uploadId, etags)).toBe('gone');
    expect(await files().readHead(id)).toEqual({
      etag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) as string,
      size: large.byteLength + small.byteLength,
      head: large.subarray(0, 1024 * 1024),
    });
  });

  it('takes ETags without their quotes', async () => {
    const { id, uploadId, etags } = await upload(files(), [small]);
    const bare = etags.map(({ number, etag }) => ({ number, etag: etag.replaceAll('"', '') }));

    expect(await files().completeUpload(id, uploadId, bare)).toBe('complete');
    expect(await files().readHead(id)).toMatchObject({ size: small.byteLength });
  });

  it.each([
    ['another ETag', [{ number: 1, etag: '"00000000000000000000000000000000"' }]],
    ['a part that is not there', [{ number: 2, etag: '"00000000000000000000000000000000"' }]],
  ])('is not made of %s', async (_, parts) => {
    const { id, uploadId } = await upload(files(), [small]);

    expect(await files().completeUpload(id, uploadId, parts)).toBe('mismatch');
  });

  it('is not made of a part before the last that is too small', async () => {
    const { id, uploadId, etags } = await upload(files(), [small, small]);

    expect(await files().completeUpload(id, uploadId, etags)).toBe('mismatch');
  });

  it('can’t be completed once the upload is dropped, which may be repeated', async () => {
    const { id, uploadId, etags } = await upload(files(), [small]);

    await files().abortUpload(id, uploadId);
    await files().abortUpload(id, uploadId);

    expect(await files().completeUpload(id, uploadId, etags)).toBe('gone');
    expect(await files().readHead(id)).toBeUndefined();
  });

  it('can be stored whole', async () => {
    const id = newImportId();

    const etag = await files().put(id, small);

    expect(await files().readHead(id)).toEqual({ etag, size: 7, head: new Uint8Array(small) });
  });

  it.each([
    ['keeps what is there, and its ETag', 412, 'PreconditionFailed', '"kept"'],
    [
      'asks to try again while another request stores it',
      409,
      'ConditionalRequestConflict',
      'DEPENDENCY_UNAVAILABLE',
    ],
  ])('%s, where S3 honours the condition', async (_, status, code, result) => {
    const conditions: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      request.resume();
      if (request.method === 'HEAD') {
        response.setHeader('etag', '"kept"').end();
      } else {
        conditions.push(request.headers['if-none-match']);
        response.writeHead(status).end(`<Error><Code>${code}</Code><Message>x</Message></Error>`);
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const s3 = new S3Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });

    const put = createS3ImportFiles(s3, 'report-bucket').put(newImportId(), small);

    expect(await put.catch((error: unknown) => (error as ProblemError).code)).toBe(result);
    expect(conditions).toEqual(['*']);
    s3.destroy();
    server.close();
  });

  it('has issues once they are written', async () => {
    const id = newImportId();
    const issues: ImportIssues = {
      groups: [{ code: 'REQUIRED', severity: 'error', count: 1, example: { line: 2, detail: 'is missing' } }],
      issues: { REQUIRED: [{ line: 2, pointer: '/name', detail: 'is missing' }] },
    };

    expect(await files().readIssues(id)).toBeUndefined();
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: 'report-bucket',
        Key: importIssuesKey(id),
        Body: JSON.stringify(issues),
      }),
    );
    expect(await files().readIssues(id)).toEqual(issues);
  });

  it('has reports, which anybody with their URL can read', async () => {
    const id = newImportId();
    const key = importReportKey(id, 'failed');
    await cloud.s3.send(new PutObjectCommand({ Bucket: 'report-bucket', Key: key, Body: 'a,b\n' }));

    const url = await files().reportUrl(id, 'failed', {
      disposition: 'attachment; filename="products.failed.csv"',
      mediaType: 'text/csv; charset=utf-8',
    });

    expect(await (await fetch(url)).text()).toBe('a,b\n');
  });
});

const queryOf = (url = '') => Object.fromEntries(new URL(url).searchParams);

describe('URLs', () => {
  const s3 = new S3Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
  });
  const remote = createS3ImportFiles(s3, 'report-bucket');
  it('of a part are valid for an hour, for its number of bytes, and for any bytes', async () => {
    const id = newImportId();

    const [url] = await remote.partUrls(id, 'upload-1', [{ number: 3, size: 1234 }]);

    expect(new URL(url ?? '').host).toBe('report-bucket.s3.eu-west-1.amazonaws.com');
    expect(new URL(url ?? '').pathname).toBe(`/imports/${id}/source`);
    expect(queryOf(url)).toMatchObject({
      partNumber: '3',
      uploadId: 'upload-1',
      'X-Amz-Expires': '3600',
      'X-Amz-SignedHeaders': 'content-length;host',
      'X-Amz-Security-Token': 'token',
    });
    expect(Object.keys(queryOf(url)).filter((name) => /checksum/i.test(name))).toEqual([]);
  });

  it('of a report name it for a browser', async () => {
    const url = await remote.reportUrl(newImportId(), 'csv', {
      disposition: 'attachment; filename="a.report.csv"',
      mediaType: 'text/csv; charset=utf-8',
    });

    expect(queryOf(url)).toMatchObject({
      'response-content-disposition': 'attachment; filename="a.report.csv"',
      'response-content-type': 'text/csv; charset=utf-8',
      'X-Amz-Expires': '3600',
      'X-Amz-SignedHeaders': 'host',
    });
  });
});

describe('the queue', () => {
  it('gets messages as JSON', async () => {
    const QueueUrl = cloud.environment['IMPORT_QUEUE_URL'] ?? '';
    const message = { version: 1, importId: newImportId(), task: 'read' } as const;

    await createSqsImportQueue(cloud.sqs, QueueUrl).send(message);

    const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown)).toEqual([message]);
  });
});
