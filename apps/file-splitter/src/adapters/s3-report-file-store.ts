import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { importIssuesKey, importReportKey } from '@async-catalog/product-schema';
import {
  HeadObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { OpenFile, ReportFile, ReportFileStore } from '../core/ports.ts';

/** Size of a part, of which S3 takes 10,000; and parts that are sent at a time. Together they bound the memory. */
const PART_BYTES = 5 * 1024 ** 2;
const PARTS_AT_A_TIME = 2;

const BUFFER_BYTES = 256 * 1024;

const MEDIA_TYPES: Record<ReportFile, string> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  failed: 'text/csv; charset=utf-8; header=present',
  issues: 'application/json',
};

export function createS3ReportFileStore(s3: S3Client, bucket: string): ReportFileStore {
  async function settlementsOf(importId: string, file: ReportFile): Promise<number | undefined> {
    try {
      const { Metadata } = await s3.send(
        new HeadObjectCommand({ Bucket: bucket, Key: keyOf(importId, file) }),
      );
      const settlements = Metadata?.['settlements'];
      return settlements === undefined ? undefined : Number(settlements);
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    settlementsOf,

    open({ id, format }, file, settlements) {
      const isNdjson = file === 'failed' && format?.kind === 'ndjson';
      const params = {
        Bucket: bucket,
        Key: keyOf(id, file),
        ContentType: MEDIA_TYPES[isNdjson ? 'ndjson' : file],
        Metadata: { settlements: String(settlements) },
      };
      const upload = openUpload(s3, params);
      return {
        ...upload,
        async close() {
          try {
            await upload.close();
          } catch (error) {
            // The answer of its completion was lost, and the client asked again.
            const isGone = error instanceof Error && error.name === 'NoSuchUpload';
            if (!isGone || (await settlementsOf(id, file)) !== settlements) {
              throw error;
            }
          }
        },
      };
    },
  };
}

function keyOf(importId: string, file: ReportFile): string {
  return file === 'issues' ? importIssuesKey(importId) : importReportKey(importId, file);
}

function openUpload(client: S3Client, params: PutObjectCommandInput): OpenFile {
  const body = new PassThrough({ highWaterMark: BUFFER_BYTES });
  // Writing rejects with it; without a listener it would end the process.
  body.on('error', () => {});
  const upload = new Upload({
    client,
    params: { ...params, Body: body },
    partSize: PART_BYTES,
    queueSize: PARTS_AT_A_TIME,
  });
  const done = upload.done();
  done.catch((error: Error) => body.destroy(error));
  return {
    async write(text) {
      if (!body.destroyed && !body.write(text)) {
        // Where the upload fails, it says why itself.
        await once(body, 'drain').catch(() => {});
      }
      if (body.destroyed) {
        await done;
      }
    },
    async close() {
      body.end();
      await done;
    },
    async abort(cause) {
      await upload.abort();
      body.destroy(cause instanceof Error ? cause : undefined);
    },
  };
}
