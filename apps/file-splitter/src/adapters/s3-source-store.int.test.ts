import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { importSourceKey } from '@async-catalog/product-schema';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedImport } from '../core/ports.ts';
import { type Cloud, startCloud } from '../testing/cloud.ts';
import { startedImport } from '../testing/import-record.ts';
import { createS3SourceStore } from './s3-source-store.ts';

const MIB = 1024 ** 2;
const gzip = { kind: 'csv', compression: 'gzip', encoding: 'utf-8', delimiter: ',' } as const;

/** Changes a bit of a byte, counted from the end. */
function flipped(bytes: Buffer, fromEnd: number): Buffer {
  return Buffer.from(bytes.map((byte, at) => (at === bytes.length - fromEnd ? byte ^ 1 : byte)));
}

describe('createS3SourceStore', () => {
  let cloud: Cloud;
  beforeAll(async () => {
    cloud = await startCloud();
  });
  afterAll(() => cloud.close());

  async function read(record: StartedImport, start = 0): Promise<Buffer> {
    const sources = createS3SourceStore(cloud.s3, cloud.environment.REPORT_BUCKET_NAME);
    return Buffer.concat(await Array.fromAsync(sources.read(record, start)));
  }

  it('reads a file of several pieces, from any byte', async () => {
    const content = randomBytes(17 * MIB + 3);
    const record = await cloud.addImport(startedImport(), content);

    for (const start of [0, 5, 8 * MIB, 17 * MIB + 2, content.length]) {
      expect((await read(record, start)).equals(content.subarray(start))).toBe(true);
    }
  });

  it('unpacks', async () => {
    const text = 'sku,name\nA,Tea\n';
    const record = await cloud.addImport(startedImport({ format: gzip }), gzipSync(text));

    expect((await read(record)).toString()).toBe(text);
  });

  const packed = gzipSync(randomBytes(MIB));

  it.each([
    ['ends in its trailer', packed.subarray(0, -1), 'ends too early'],
    ['ends in its header', packed.subarray(0, 2), 'ends too early'],
    ['has other bytes within', Buffer.from(packed).fill(0, 5000, 6000), 'is damaged'],
    ['has another checksum', flipped(packed, 8), 'checksum'],
    ['has another size', flipped(packed, 1), 'checksum'],
    [
      'is followed by text',
      Buffer.concat([packed, Buffer.from('sku,name\nA,Tea\n')]),
      'other bytes follow it',
    ],
    ['is no gzip', Buffer.from('sku,name'), 'is damaged'],
  ])('says what is wrong with gzip that %s', async (_, content, detail) => {
    const record = await cloud.addImport(startedImport({ format: gzip }), content);
    await expect(read(record)).rejects.toMatchObject({
      name: 'SourceError',
      code: 'INVALID_GZIP',
      detail: expect.stringContaining(detail) as string,
    });
  });

  it('refuses a file that unpacks to too much, once it is more than a few blanks', async () => {
    const few = await cloud.addImport(
      startedImport({ format: gzip }),
      gzipSync(Buffer.alloc(64 * 1024, ' ')),
    );
    expect(await read(few)).toHaveLength(64 * 1024);

    const bomb = await cloud.addImport(startedImport({ format: gzip }), gzipSync(Buffer.alloc(8 * MIB, ' ')));
    await expect(read(bomb)).rejects.toMatchObject({ code: 'UNPACKED_TOO_LARGE' });
  });

  it('refuses a file that is another one, or shorter, or gone', async () => {
    const Bucket = cloud.environment.REPORT_BUCKET_NAME;
    const record = await cloud.addImport(startedImport(), 'sku,name\nA,Tea\n');
    const Key = importSourceKey(record.id);

    await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'sku,name\nB,Cup\n' }));
    await expect(read(record)).rejects.toMatchObject({ name: 'SourceError', code: 'SOURCE_CHANGED' });
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(read(record)).rejects.toMatchObject({ name: 'SourceError', code: 'SOURCE_MISSING' });
  });

  it('can be left before the end', async () => {
    const record = await cloud.addImport(startedImport({ format: gzip }), gzipSync(randomBytes(9 * MIB)));
    const sources = createS3SourceStore(cloud.s3, cloud.environment.REPORT_BUCKET_NAME);
    let pieces = 0;
    for await (const piece of sources.read(record, 0)) {
      pieces += piece.length > 0 ? 1 : 0;
      break;
    }
    expect(pieces).toBe(1);
  });
});
