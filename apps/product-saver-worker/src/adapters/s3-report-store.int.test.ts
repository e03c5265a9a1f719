import {
  newSubmissionId,
  productIdOf,
  rejectedItemsKey,
  reportKey,
  type ItemResult,
} from '@async-catalog/product-schema';
import { finishedRecord, submissionRecord } from '@async-catalog/product-schema/testing';
import { buildReport, layOutReport } from '@async-catalog/report-builder';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportStore } from '../core/ports.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { inspect } from '../testing/inspect.ts';
import { signal } from '../testing/signal.ts';
import { createS3ReportStore } from './s3-report-store.ts';

const result = (index: number): ItemResult => ({ index, outcome: 'saved', version: 1 });

describe('createS3ReportStore', () => {
  let cloud: Cloud;
  let Bucket: string;
  let reports: ReportStore;

  beforeAll(async () => {
    cloud = await startCloud();
    Bucket = cloud.environment.REPORT_BUCKET_NAME;
    reports = createS3ReportStore(cloud.s3, Bucket);
  });
  afterAll(() => cloud.close());

  it('keeps a report with the number of settlements that it was built from', async () => {
    const report = buildReport({
      record: finishedRecord(),
      results: [result(0)],
      rejected: [],
      completedAt: '2026-01-31T09:30:00.500Z',
    });
    const { submissionId } = report.header;
    await reports.putReport(submissionId, layOutReport(report), 7, signal);
    const object = await inspect(cloud).object(reportKey(submissionId, 'json'));
    expect(object).toMatchObject({ ContentType: 'application/json', Metadata: { settlements: '7' } });
    expect(await object.Body?.transformToString()).toBe(JSON.stringify(report));
  });

  it('sends a checksum, which the bucket keeps', async () => {
    const productId = productIdOf({ submissionId: newSubmissionId(), index: 0 });
    await reports.putProductReport(productId, '123456789', signal);
    const head = new HeadObjectCommand({ Bucket, Key: productId, ChecksumMode: 'ENABLED' });
    // The CRC-32 of these digits is its published check value, 0xCBF43926.
    expect(await cloud.s3.send(head)).toMatchObject({
      ChecksumCRC32: Buffer.from('CBF43926', 'hex').toString('base64'),
    });
  });

  it('keeps the text report of a product under its id', async () => {
    const productId = productIdOf({ submissionId: newSubmissionId(), index: 0 });
    await reports.putProductReport(productId, 'saved', signal);
    const object = await inspect(cloud).object(productId);
    expect(object).toMatchObject({ ContentType: 'text/plain; charset=utf-8' });
    expect(await object.Body?.transformToString()).toBe('saved');
  });

  it('reads the results of all parts, the oldest part first', async () => {
    const submissionId = newSubmissionId();
    const numbers = Array.from({ length: 25 }, (_, n) => n);
    await Promise.all(
      numbers.map((n) =>
        reports.putPart(
          submissionId,
          `2026-01-31T09:30:00.0${10 + n}Z-x`,
          {
            items: [result(n), result(100 + n)],
          },
          signal,
        ),
      ),
    );
    await reports.putPart(newSubmissionId(), 'another', { items: [result(999)] }, signal);
    const results = await Array.fromAsync(reports.results(submissionRecord({ id: submissionId }), signal));
    expect(results).toEqual(numbers.flatMap((n) => [result(n), result(100 + n)]));
  });

  it('reads the results of more parts than one listing holds', async () => {
    const submissionId = newSubmissionId();
    const names = Array.from(
      { length: 1001 },
      (_, n) => `2026-01-31T09:30:00.000Z-${String(n).padStart(4, '0')}`,
    );
    await pMap(names, (name) => reports.putPart(submissionId, name, { items: [] }, signal), {
      concurrency: 20,
    });
    await reports.putPart(submissionId, 'last', { items: [{ index: 7, outcome: 'failed' }] }, signal);
    expect(await Array.fromAsync(reports.results(submissionRecord({ id: submissionId }), signal))).toEqual([
      { index: 7, outcome: 'failed' },
    ]);
  });

  it('has no results of an expired submission that had the same id', async () => {
    const record = submissionRecord();
    await reports.putPart(record.id, '2025-12-31T09:30:00.000Z-x', { items: [result(1)] }, signal);
    await reports.putPart(record.id, '2026-01-31T09:30:00.000Z-x', { items: [result(2)] }, signal);
    expect(await Array.fromAsync(reports.results(record, signal))).toEqual([result(2)]);
  });

  it('has no results of a submission without parts', async () => {
    expect(await Array.fromAsync(reports.results(submissionRecord(), signal))).toEqual([]);
  });

  it('reads the items that intake refused', async () => {
    const submissionId = newSubmissionId();
    const rejected = [
      { index: 1, errors: [{ pointer: '/items/1/price', code: 'TOO_SMALL', detail: 'is negative' }] },
    ];
    await cloud.s3.send(
      new PutObjectCommand({ Bucket, Key: rejectedItemsKey(submissionId), Body: JSON.stringify(rejected) }),
    );
    expect(await reports.rejectedItems(submissionId, signal)).toEqual(rejected);
    await expect(reports.rejectedItems(newSubmissionId(), signal)).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchKey' }),
    );
  });
});
