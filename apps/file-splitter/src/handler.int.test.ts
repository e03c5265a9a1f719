import { lambdaContext, sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import {
  buildChunk,
  chunkKey,
  importIssuesKey,
  type ImportRecord,
  importReportKey,
  type ItemResult,
  productIdOf,
  rejectedItemsKey,
  reportPartsPrefix,
  SubmissionRecord,
  submissionTimes,
} from '@async-catalog/product-schema';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { type FakeProcessor, type ReceivedChunk, startFakeProcessor } from './testing/fake-processor.ts';
import { csvOf, startedImport } from './testing/import-record.ts';

type Printed = Record<string, unknown>;

const THROTTLED = { status: 429, type: 'TooManyRequestsException' };

async function invoke(importId: string, task: 'read' | 'finish', receiveCount = 1): Promise<unknown> {
  const { handler } = await import('./handler.ts');
  const record = sqsRecord({ version: 1, importId, task }, { receiveCount });
  return handler(sqsEvent([record]), lambdaContext({ remainingMs: 120_000 }));
}

describe('handler', () => {
  let cloud: Cloud;
  let processor: FakeProcessor;
  /** Answers of the processor, in their order, before it takes chunks. */
  let refusals: (typeof THROTTLED | object)[] = [];
  let printed: Printed[];

  beforeAll(async () => {
    cloud = await startCloud();
    processor = await startFakeProcessor((response) => {
      const refusal = refusals.shift();
      if (refusal !== undefined && 'status' in refusal) {
        response.writeHead(refusal.status, { 'x-amzn-errortype': refusal.type }).end('{}');
      } else if (refusal !== undefined) {
        response.end(JSON.stringify(refusal));
      }
      return refusal !== undefined;
    });
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', processor.endpoint);
    // Makes Powertools print on the console that a test can see.
    vi.stubEnv('POWERTOOLS_DEV', 'true');
  });
  afterAll(async () => {
    await processor[Symbol.asyncDispose]();
    await cloud.close();
  });
  beforeEach(async () => {
    // Left by other tests.
    await cloud.messages();
    refusals = [];
    printed = [];
    processor.received.splice(0);
    for (const level of ['info', 'warn', 'error', 'log'] as const) {
      vi.spyOn(console, level).mockImplementation((line: string) => {
        printed.push(line.startsWith('{') ? (JSON.parse(line) as Printed) : { message: line });
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Settles a chunk as workers would: the record, a part of its results, and its place on the import. */
  async function settle({ event, rows }: ReceivedChunk): Promise<void> {
    const { number, submissionId, importId, acceptedAt } = event.requestContext.chunk;
    const { environment, documents, s3 } = cloud;
    const { REPORT_BUCKET_NAME: Bucket, SUBMISSION_TABLE_NAME, IMPORT_TABLE_NAME } = environment;
    const rejected = rows.flatMap(({ line, errors }, index) => (errors ? [{ index, line, errors }] : []));
    const items = rows.flatMap(({ line, value, errors }, index): ItemResult[] => {
      const sku = value['sku'] as string;
      const productId = productIdOf({ submissionId, index, sku });
      return errors ? [] : [{ index, line, sku, productId, op: 'put', outcome: 'saved', change: 'created' }];
    });
    const record: SubmissionRecord = {
      ...SubmissionRecord.parse({
        id: submissionId,
        caller: 'alice',
        requestId: 'request-7',
        total: rows.length,
        rejected: rejected.length,
        settlements: 1,
        ...submissionTimes(new Date(acceptedAt)),
      }),
      saved: new Set(items.map(({ index }) => index)),
      ...(rejected.length > 0 && { rejectedIndexes: new Set(rejected.map(({ index }) => index)) }),
    };
    const put = (Key: string, content: object) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(content) }));
    await put(`${reportPartsPrefix(submissionId)}${acceptedAt}-1.json`, { items });
    await put(rejectedItemsKey(submissionId), rejected);
    await documents.send(new PutCommand({ TableName: SUBMISSION_TABLE_NAME, Item: record }));
    await documents.send(
      new UpdateCommand({
        TableName: IMPORT_TABLE_NAME,
        Key: { id: importId },
        UpdateExpression: 'SET chunks.#n = :result',
        ExpressionAttributeNames: { '#n': String(number) },
        ExpressionAttributeValues: {
          ':result': { settlements: 1, saved: items.length, rejected: rejected.length },
        },
      }),
    );
  }

  const rowsOf = async (record: ImportRecord, format: 'csv' | 'failed') =>
    parse<Record<string, string>>(await cloud.text(importReportKey(record.id, format)), {
      columns: true,
      bom: true,
    });

  it('sends the rows of a file in chunks as its caller, and merges their reports', async () => {
    const record = await cloud.addImport(startedImport(), csvOf(2500, new Set([7, 2100])));
    expect(await invoke(record.id, 'read')).toEqual({ batchItemFailures: [] });

    const chunks = processor.received.toSorted(
      (a, b) => a.event.requestContext.chunk.number - b.event.requestContext.chunk.number,
    );
    expect(chunks.map(({ rows }) => rows.length)).toEqual([1000, 1000, 500]);
    const second = buildChunk(record.id, 1, record.startedAt);
    expect(chunks[1]?.event).toMatchObject({
      rawPath: `/imports/${record.id}/chunks/1`,
      rawQueryString: '',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': chunkKey(second),
        'x-request-id': 'request-7',
      },
      requestContext: {
        apiId: 'file-splitter',
        chunk: second,
        authorizer: { jwt: { claims: { sub: 'alice' } } },
        http: { method: 'POST' },
      },
    });
    expect(await cloud.record(record.id)).toMatchObject({ items: 2500, chunkTotal: 3 });

    await Promise.all(chunks.map(settle));
    expect(await invoke(record.id, 'finish')).toEqual({ batchItemFailures: [] });
    const csv = await rowsOf(record, 'csv');
    expect(csv.map(({ line }) => Number(line))).toEqual(Array.from({ length: 2500 }, (_, n) => n + 2));
    expect(csv[7]).toMatchObject({ outcome: 'rejected', pointer: '/price' });
    expect(await rowsOf(record, 'failed')).toMatchObject([
      { sku: 'SKU-7', price: 'cheap', import_line: '9' },
      { sku: 'SKU-2100', price: 'cheap', import_line: '2102' },
    ]);
    expect(JSON.parse(await cloud.text(importIssuesKey(record.id)))).toMatchObject({
      groups: [{ severity: 'error', count: 2 }],
    });
    expect((await cloud.text(importReportKey(record.id, 'ndjson'))).split('\n')).toHaveLength(2501);
    expect(await cloud.record(record.id)).toMatchObject({
      reportedSettlements: 3,
      completedAt: expect.any(String) as string,
    });
    expect(printed.map(({ message }) => message)).toEqual(['Rows read', 'Import reported']);
    expect(printed[0]).toMatchObject({ importId: record.id, requestId: 'request-7', rows: 2500, chunks: 3 });
  });

  it('reads on from the checkpoint in a file of several pieces', async () => {
    const rows = 4500;
    const wide = csvOf(rows).replaceAll('Product', `Product ${'long '.repeat(400)}`);
    const record = await cloud.addImport(startedImport(), wide);
    await invoke(record.id, 'read');
    const whole = processor.received.splice(0);
    const { checkpoint } = await cloud.record(record.id);
    expect(checkpoint).toMatchObject({ row: rows, byte: Buffer.byteLength(wide) });

    // As a delivery left it that died after its third chunk.
    const third = whole.find(({ event }) => event.requestContext.chunk.number === 3);
    const byte = Buffer.byteLength(wide.split('\n').slice(0, 3001).join('\n')) + 1;
    const at = { chunk: 3, row: 3000, line: 3002, skip: 0, byte };
    await cloud.documents.send(
      new PutCommand({
        TableName: cloud.environment.IMPORT_TABLE_NAME,
        Item: { ...record, items: 3000, checkpoint: at },
      }),
    );
    await invoke(record.id, 'read', 2);

    const again = processor.received.map(({ event }) => event.requestContext.chunk.number);
    expect(again.toSorted((a, b) => a - b)).toEqual([3, 4]);
    expect(processor.received.find(({ event }) => event.requestContext.chunk.number === 3)?.event.body).toBe(
      third?.event.body,
    );
    expect(await cloud.record(record.id)).toMatchObject({ items: rows, chunkTotal: 5, checkpoint });
  });

  it('tries again while the processor is throttled, busy or out', async () => {
    const record = await cloud.addImport(startedImport({ caller: 'anonymous' }), csvOf(3));
    const problem = JSON.stringify({ code: 'REQUEST_IN_PROGRESS' });
    refusals = [
      ...Array.from({ length: 3 }, () => THROTTLED),
      { statusCode: 409, body: problem },
      { statusCode: 503, body: '' },
    ];
    expect(await invoke(record.id, 'read')).toEqual({ batchItemFailures: [] });

    expect(await cloud.record(record.id)).toMatchObject({ chunkTotal: 1 });
    expect(processor.received.at(-1)?.event.requestContext).not.toHaveProperty('authorizer');
  });

  it('returns a message whose chunk is refused for a defect, and logs no content', async () => {
    const record = await cloud.addImport(startedImport(), csvOf(3));
    refusals = [{ statusCode: 400, body: JSON.stringify({ code: 'INVALID_REQUEST', detail: 'Product 1' }) }];
    expect(await invoke(record.id, 'read')).toEqual({
      batchItemFailures: [{ itemIdentifier: expect.any(String) as string }],
    });

    expect(printed).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        message: 'Import task failed',
        importId: record.id,
        task: 'read',
        passing: false,
      }),
    );
    expect(JSON.stringify(printed)).not.toContain('Product 1');
    expect(await cloud.record(record.id)).not.toHaveProperty('failure');
  });

  it('fails an import whose chunk the processor knows with other rows', async () => {
    const record = await cloud.addImport(startedImport(), csvOf(3));
    refusals = [{ statusCode: 422, body: JSON.stringify({ code: 'IDEMPOTENCY_KEY_REUSED' }) }];
    expect(await invoke(record.id, 'read')).toEqual({ batchItemFailures: [] });

    expect(await cloud.record(record.id)).toMatchObject({
      failure: { code: 'SOURCE_CHANGED' },
      chunkTotal: 0,
    });
    expect(await cloud.messages()).toEqual([{ version: 1, importId: record.id, task: 'finish', checks: 96 }]);
    expect(printed.map(({ message }) => message)).toEqual(['Chunk not deterministic', 'Import failed']);
    await invoke(record.id, 'finish');
    expect(await rowsOf(record, 'csv')).toEqual([]);
  });

  it('reports a dry run, of which nothing is stored', async () => {
    const record = await cloud.addImport(
      startedImport({ options: { dryRun: true } }),
      csvOf(1200, new Set([5])),
    );
    await invoke(record.id, 'read');
    expect(await cloud.messages()).toEqual([{ version: 1, importId: record.id, task: 'finish', checks: 96 }]);
    await invoke(record.id, 'finish');

    expect(processor.received.every(({ event }) => event.rawQueryString === 'dryRun=true')).toBe(true);
    expect(await cloud.record(record.id)).toMatchObject({
      chunks: { 0: { valid: 999, rejected: 1 }, 1: { valid: 200 } },
    });
    expect((await rowsOf(record, 'csv')).filter(({ outcome }) => outcome === 'valid')).toHaveLength(1199);
    expect(await rowsOf(record, 'failed')).toMatchObject([{ sku: 'SKU-5' }]);
  });

  it('previews changes of the products that are stored', async () => {
    const record = await cloud.addImport(
      startedImport({ options: { dryRun: true, preview: 'changes' } }),
      'sku,name,price\nA,Tea,2\nB,Cup,3\n',
    );
    const id = productIdOf({ submissionId: '', index: 0, sku: 'A' });
    const revision = '2026-01-01T00:00:00.000Z/0199f5d4-0000-7000-8000-000000000000/000';
    await cloud.documents.send(
      new PutCommand({
        TableName: cloud.environment.PRODUCT_TABLE_NAME,
        Item: { id, sku: 'A', name: 'Tea', price: 1, currency: 'EUR', version: 3, revision },
      }),
    );
    await invoke(record.id, 'read');

    expect(await cloud.record(record.id)).toMatchObject({
      chunks: { 0: { settlements: 1, valid: 2, created: 1, updated: 1 } },
    });
    await invoke(record.id, 'finish');
    expect(await rowsOf(record, 'csv')).toMatchObject([
      {
        sku: 'A',
        change: 'updated',
        changedFields: 'price',
        price: '2.00',
        priceBefore: '1.00',
        version: '4',
      },
      { sku: 'B', change: 'created' },
    ]);
  });
});
