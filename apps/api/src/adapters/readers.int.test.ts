import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  newSubmissionId,
  ProductItem,
  rejectedItemsKey,
  type ReportBlocks,
  reportKey,
  reportPartsPrefix,
  revisionOf,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { layOutReport, toBlocksText } from '@async-catalog/report-builder';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { report } from '../openapi/examples.ts';
import { startCloud } from '../testing/cloud.ts';
import { product } from '../testing/products.ts';
import type { Log } from '../deps.ts';
import { createDynamoProductReader } from './dynamo-product-reader.ts';
import { createDynamoSubmissionStore } from './dynamo-submission-store.ts';
import { createBucketCheck, createQueueCheck, createTableCheck } from './health-checks.ts';
import { createS3ReportReader } from './s3-report-reader.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

const log = { error: vi.fn<Log['error']>() };

async function put(Key: string, content: unknown): Promise<void> {
  const Body = typeof content === 'string' ? content : JSON.stringify(content);
  await cloud.s3.send(new PutObjectCommand({ Bucket: 'report-bucket', Key, Body }));
}

async function save(saved: ReturnType<typeof product>): Promise<void> {
  const revision = revisionOf({ acceptedAt: saved.createdAt, submissionId: saved.submissionId, index: 0 });
  const Item = z.encode(ProductItem, { ...saved, revision });
  await cloud.documents.send(new PutCommand({ TableName: 'ProductTable', Item }));
}

describe('products', () => {
  it('are read back as they were saved, without what the table keeps for itself', async () => {
    const saved = product({ tags: ['tea'], attributes: { litres: 0.8, tiny: 5e-324, dry: false } });
    await save(saved);
    await cloud.documents.send(
      new UpdateCommand({
        TableName: 'ProductTable',
        Key: { id: saved.id },
        UpdateExpression: 'SET currencyRevision = :r, priceRevision = :r, latest = :r',
        ExpressionAttributeValues: { ':r': 'r' },
      }),
    );

    expect(await createDynamoProductReader(cloud.documents, 'ProductTable', log).get(saved.id)).toEqual(
      saved,
    );
  });

  it('are not there when they were not saved', async () => {
    const products = createDynamoProductReader(cloud.documents, 'ProductTable', log);

    expect(await products.get(product().id)).toBeUndefined();
  });

  it('are each on one page, of the length asked for', async () => {
    const others = Array.from({ length: 6 }, () => product());
    await Promise.all(others.map(save));
    const products = createDynamoProductReader(cloud.documents, 'ProductTable', log);

    const ids: string[] = [];
    let lastId: string | undefined;
    do {
      const page = await products.page(2, lastId);
      expect(page.products.length).toBeLessThanOrEqual(2);
      ids.push(...page.products.map(({ id }) => id));
      lastId = page.lastId;
    } while (lastId !== undefined);

    expect(ids).toEqual(expect.arrayContaining(others.map(({ id }) => id)));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a row without a product', () => {
  const deletedAt = '2026-01-31T09:30:00.000Z';

  it.each([
    ['that says when it was deleted', { revision: 'r', deletedAt, version: 2 }, { deletedAt }],
    ['that notes that it is missing', { missingSince: deletedAt }, undefined],
  ])('%s is on no page, and read as such alone', async (_, row, read) => {
    const { id } = product();
    await cloud.documents.send(
      new PutCommand({ TableName: 'ProductTable', Item: { id, expiresAt: 1, ...row } }),
    );
    const products = createDynamoProductReader(cloud.documents, 'ProductTable', log);

    expect(await products.get(id)).toEqual(read && { id, ...read });
    expect((await products.page(100)).products.map((listed) => listed.id)).not.toContain(id);
  });
});

describe('a product that can’t be read', () => {
  it('is logged and shown as far as it can be, alone and on its page', async () => {
    const { attributes: _, ...saved } = product({ tags: ['tea'], attributes: { litres: 0.8 } });
    await save(saved);
    await cloud.documents.send(
      new UpdateCommand({
        TableName: 'ProductTable',
        Key: { id: saved.id },
        UpdateExpression: 'SET attributes = :attributes',
        ExpressionAttributeValues: { ':attributes': '{' },
      }),
    );
    const products = createDynamoProductReader(cloud.documents, 'ProductTable', log);

    expect(await products.get(saved.id)).toEqual(saved);
    expect((await products.page(100)).products).toContainEqual(saved);
    expect(log.error).toHaveBeenCalledWith('product unreadable', {
      productId: saved.id,
      fields: ['attributes'],
    });
  });
});

const submissionsAt = (time: string) =>
  createDynamoSubmissionStore(cloud.documents, 'SubmissionTable', () => new Date(time));

function readAt(time: string, id: string): Promise<SubmissionRecord | undefined> {
  return submissionsAt(time).get(id);
}

describe('submissions', () => {
  it('are read back with their sets', async () => {
    const record = submissionRecord({ total: 3, saved: new Set([0, 2]), failed: new Set([1]) });
    await cloud.documents.send(new PutCommand({ TableName: 'SubmissionTable', Item: record }));

    expect(await readAt(record.createdAt, record.id)).toEqual(record);
  });

  it('are cancelled by one mark, the first, which leaves the rest as it is', async () => {
    const record = submissionRecord({ id: newSubmissionId(), total: 3, saved: new Set([0, 2]) });
    await cloud.documents.send(new PutCommand({ TableName: 'SubmissionTable', Item: record }));
    const [first, second] = ['2026-01-31T09:30:01.000Z', '2026-01-31T09:30:02.000Z'] as const;
    const cancelled = { ...record, cancelledAt: first };

    expect(await submissionsAt(first).cancel(record.id, first)).toEqual(cancelled);
    expect(await submissionsAt(second).cancel(record.id, second)).toEqual(cancelled);
    expect(await readAt(second, record.id)).toEqual(cancelled);
  });

  it('are not made by a cancellation', async () => {
    const [id, time] = [newSubmissionId(), '2026-01-31T09:30:01.000Z'];

    expect(await submissionsAt(time).cancel(id, time)).toBeUndefined();
    expect(await readAt(time, id)).toBeUndefined();
  });

  it('are gone once they expire, though the table still has them', async () => {
    const record = submissionRecord({ expiresAt: Date.parse('2026-03-02T09:30:00.000Z') / 1000 });
    await cloud.documents.send(new PutCommand({ TableName: 'SubmissionTable', Item: record }));

    expect(await readAt('2026-03-02T09:29:59.999Z', record.id)).toEqual(record);
    expect(await readAt('2026-03-02T09:30:00.000Z', record.id)).toBeUndefined();
  });
});

const savedAs = (version: number) => ({ index: 0, outcome: 'saved', version });

describe('reports', () => {
  const id = newSubmissionId();

  it('are read with the number of settlements that they were built from, and no other', async () => {
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: 'report-bucket',
        Key: reportKey(id, 'json'),
        Body: JSON.stringify(report),
        Metadata: { settlements: '3' },
      }),
    );
    const reports = createS3ReportReader(cloud.s3, 'report-bucket');

    expect(await reports.report(id, 3)).toEqual(report);
    expect(await reports.report(id, 2)).toBeUndefined();
    expect(await reports.report(id, 4)).toBeUndefined();
  });

  it('are read in parts, by the places of their blocks, if it is the report that these belong to', async () => {
    const large = newSubmissionId();
    const items = Array.from({ length: 250 }, (_, index) => ({
      index,
      sku: `日-${index}`,
      outcome: 'failed' as const,
    }));
    const issues = items.map(({ index }) => ({
      index,
      severity: 'error' as const,
      code: 'THROTTLED',
      pointer: '',
      detail: 'was throttled',
    }));
    const { text, blocks } = layOutReport({ ...report, items, issues: issues.slice(0, 120) });
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: 'report-bucket',
        Key: reportKey(large, 'json'),
        Body: text,
        Metadata: { settlements: '3', blocks: toBlocksText(blocks) },
      }),
    );
    const read = (settlements: number, places: ReportBlocks, first: number, last: number) =>
      createS3ReportReader(cloud.s3, 'report-bucket').reportSlice(
        large,
        { settlements, blocks: places },
        { first, last },
      );

    expect(await read(3, blocks, 110, 120)).toEqual({
      items: items.slice(100, 200),
      issues: issues.slice(100, 120),
    });
    expect(await read(3, blocks, 230, 249)).toEqual({ items: items.slice(200), issues: [] });
    expect(await read(4, blocks, 110, 120)).toBeUndefined();
    const shifted = blocks.items.map((offset) => offset + 1);
    expect(await read(3, { ...blocks, items: shifted }, 110, 120)).toBeUndefined();
    const past = blocks.items.map((offset) => offset + 1_000_000);
    expect(await read(3, { ...blocks, items: past }, 110, 120)).toBeUndefined();
    expect(
      await createS3ReportReader(cloud.s3, 'report-bucket').reportSlice(
        newSubmissionId(),
        { settlements: 3, blocks },
        { first: 0, last: 9 },
      ),
    ).toBeUndefined();
  });

  it.each([
    [1, { category: 'Kitchen', currency: 'EUR', products: 1, priceInHundredths: 4990 }],
    [2, { category: 'Kitchen', currency: 'EUR', products: 1, digits: 2, priceInMinorUnits: 4990 }],
  ])('of version %i without changes count as none, and are built again', async (schemaVersion, total) => {
    const { header, summary, ...rest } = report;
    const { changes: _, priceChanges: __, ...known } = summary;
    const earlier = {
      header: { ...header, schemaVersion },
      summary: { ...known, totals: [total] },
      ...rest,
    };
    const earlierId = newSubmissionId();
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: 'report-bucket',
        Key: reportKey(earlierId, 'json'),
        Body: JSON.stringify(earlier),
        Metadata: { settlements: '3' },
      }),
    );

    expect(await createS3ReportReader(cloud.s3, 'report-bucket').report(earlierId, 3)).toBeUndefined();
  });

  it('without a count of cancelled items count as none, and are built again', async () => {
    const { cancelled: _, ...counts } = report.summary.counts;
    const earlierId = newSubmissionId();
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: 'report-bucket',
        Key: reportKey(earlierId, 'json'),
        Body: JSON.stringify({ ...report, summary: { ...report.summary, counts } }),
        Metadata: { settlements: '3' },
      }),
    );

    expect(await createS3ReportReader(cloud.s3, 'report-bucket').report(earlierId, 3)).toBeUndefined();
  });

  it('have results from every part', async () => {
    await put(`${reportPartsPrefix(id)}a.json`, {
      items: [{ index: 1, outcome: 'failed', product: { name: 'x' } }],
    });
    await put(`${reportPartsPrefix(id)}b.json`, { items: [{ index: 0, outcome: 'saved' }] });
    const reports = createS3ReportReader(cloud.s3, 'report-bucket');

    expect(await Array.fromAsync(reports.results(submissionRecord({ id })))).toEqual([
      { index: 1, outcome: 'failed', product: { name: 'x' } },
      { index: 0, outcome: 'saved' },
    ]);
  });

  it('have no results of an expired submission that had the same id', async () => {
    const record = submissionRecord();
    for (const [name, version] of [
      ['2025-12-31', 1],
      ['2026-01-31', 2],
    ] as const) {
      await put(`${reportPartsPrefix(record.id)}${name}T09:30:00.000Z-x.json`, { items: [savedAs(version)] });
    }
    const reports = createS3ReportReader(cloud.s3, 'report-bucket');

    expect(await Array.fromAsync(reports.results(record))).toEqual([savedAs(2)]);
  });

  it('have the items that were refused', async () => {
    const refused = [{ index: 0, errors: [{ pointer: '/name', code: 'REQUIRED', detail: 'is missing' }] }];
    await put(rejectedItemsKey(id), refused);

    expect(await createS3ReportReader(cloud.s3, 'report-bucket').rejectedItems(id)).toEqual(refused);
  });

  it('are not there before they were written', async () => {
    const reports = createS3ReportReader(cloud.s3, 'report-bucket');
    const other = newSubmissionId();

    expect(await reports.report(other, 1)).toBeUndefined();
    expect(await Array.fromAsync(reports.results(submissionRecord({ id: other })))).toEqual([]);
    expect(await reports.rejectedItems(other)).toEqual([]);
  });
});

describe('a service that is out', () => {
  const nowhere = {
    endpoint: 'http://127.0.0.1:9',
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };

  it('is reported as unavailable', async () => {
    const reports = createS3ReportReader(new S3Client(nowhere), 'report-bucket');

    const outage = expect.objectContaining({ code: 'DEPENDENCY_UNAVAILABLE' }) as Error;
    await expect(reports.report(newSubmissionId(), 1)).rejects.toEqual(outage);
    await expect(Array.fromAsync(reports.results(submissionRecord()))).rejects.toEqual(outage);
  });

  it('is reported as unavailable when it breaks off in the middle of a report', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000', 'x-amz-meta-settlements': '1' });
      response.write('{"header":', () => response.destroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const s3 = new S3Client({ ...nowhere, endpoint, forcePathStyle: true });

    try {
      const reports = createS3ReportReader(s3, 'report-bucket');
      await expect(reports.report(newSubmissionId(), 1)).rejects.toMatchObject({
        code: 'DEPENDENCY_UNAVAILABLE',
      });
    } finally {
      s3.destroy();
      server.close();
    }
  });

  it('is not confused with a missing table or bucket, which is a fault of ours', async () => {
    const products = createDynamoProductReader(cloud.documents, 'NoTable', log);
    const reports = createS3ReportReader(cloud.s3, 'no-bucket');

    await expect(products.get(product().id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(reports.report(newSubmissionId(), 1)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });
});

describe('health checks', () => {
  const { signal } = new AbortController();

  it('pass for what is there', async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: 'another-bucket' }));

    await expect(createTableCheck(cloud.documents, 'ProductTable')(signal)).resolves.toBeDefined();
    await expect(createBucketCheck(cloud.s3, 'another-bucket')(signal)).resolves.toBeDefined();
    await expect(
      createQueueCheck(cloud.sqs, cloud.environment.PRODUCT_QUEUE_URL)(signal),
    ).resolves.toBeDefined();
  });

  it('fail for what is missing, and at the timeout', async () => {
    await expect(createTableCheck(cloud.documents, 'NoTable')(signal)).rejects.toThrow('not found');
    await expect(createBucketCheck(cloud.s3, 'no-bucket')(signal)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    await expect(
      createQueueCheck(cloud.sqs, `${cloud.environment.PRODUCT_QUEUE_URL}-gone`)(signal),
    ).rejects.toThrow('queue does not exist');
    await expect(createTableCheck(cloud.documents, 'ProductTable')(AbortSignal.abort())).rejects.toThrow(
      'aborted',
    );
  });
});
