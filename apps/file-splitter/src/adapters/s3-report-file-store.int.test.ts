import { importReportKey } from '@async-catalog/product-schema';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAwsProxy } from '@async-catalog/local-cloud/testing';
import { createS3Client } from '@async-catalog/aws-clients';
import { type Cloud, startCloud } from '../testing/cloud.ts';
import { startedImport } from '../testing/import-record.ts';
import { createS3ReportFileStore } from './s3-report-file-store.ts';

describe('createS3ReportFileStore', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud();
  });
  afterAll(() => cloud.close());

  const open = () => createS3ReportFileStore(cloud.s3, cloud.environment.REPORT_BUCKET_NAME);

  it('writes a file of several parts, and knows from how many settlements', async () => {
    const record = startedImport();
    const piece = 'x'.repeat(1_000_003);
    const file = open().open(record, 'csv', 7);
    for (let n = 0; n < 20; n += 1) {
      await file.write(piece);
    }
    expect(await open().settlementsOf(record.id, 'csv')).toBeUndefined();
    await file.close();

    expect(await open().settlementsOf(record.id, 'csv')).toBe(7);
    const stored = await cloud.object(importReportKey(record.id, 'csv'));
    expect(stored).toMatchObject({
      ContentLength: 20 * piece.length,
      ContentType: 'text/csv; charset=utf-8; header=present',
    });
  });

  it('writes an empty file, and replaces an older one', async () => {
    const record = startedImport({ format: { kind: 'ndjson', compression: 'none', encoding: 'utf-8' } });
    for (const [settlements, text] of [
      [1, '{}\n'],
      [2, ''],
    ] as const) {
      const file = open().open(record, 'failed', settlements);
      await file.write(text);
      await file.close();
    }

    expect(await open().settlementsOf(record.id, 'failed')).toBe(2);
    expect(await cloud.object(importReportKey(record.id, 'failed'))).toMatchObject({
      ContentLength: 0,
      ContentType: 'application/x-ndjson',
    });
  });

  it('has kept a file whose completion was answered, but the answer lost', async () => {
    let losses = 1;
    await using proxy = await startAwsProxy(cloud.endpoints.s3, {
      fault: ({ method, url }) => {
        const isCompletion = method === 'POST' && url.includes('uploadId=');
        losses -= isCompletion ? 1 : 0;
        return isCompletion && losses === 0 ? 'lose' : undefined;
      },
    });
    vi.stubEnv('AWS_ENDPOINT_URL_S3', proxy.url);
    using s3 = Object.assign(createS3Client(), { [Symbol.dispose]: () => s3.destroy() });
    const record = startedImport();
    const files = createS3ReportFileStore(s3, cloud.environment.REPORT_BUCKET_NAME);
    const file = files.open(record, 'csv', 3);
    await file.write('x'.repeat(6_000_000));
    await file.close();
    vi.stubEnv('AWS_ENDPOINT_URL_S3', cloud.endpoints.s3);

    expect(losses).toBeLessThan(0);
    expect(await open().settlementsOf(record.id, 'csv')).toBe(3);
    await file.abort(new Error('too late'));
  });

  it('leaves nothing of a file that was given up', async () => {
    const record = startedImport();
    const file = open().open(record, 'ndjson', 1);
    await file.write('x'.repeat(9_000_000));
    await file.abort(new Error('no more'));

    expect(await open().settlementsOf(record.id, 'ndjson')).toBeUndefined();
  });

  it('tells a writer that its file can’t be kept', async () => {
    using s3 = Object.assign(createS3Client(), { [Symbol.dispose]: () => s3.destroy() });
    const file = createS3ReportFileStore(s3, 'no-such-bucket').open(startedImport(), 'csv', 1);
    const write = async (): Promise<void> => {
      for (let n = 0; n < 40; n += 1) {
        await file.write('x'.repeat(1_000_000));
      }
      await file.close();
    };

    await expect(write()).rejects.toMatchObject({ name: 'NoSuchBucket' });
    await file.abort(new Error('no more'));
  });
});
