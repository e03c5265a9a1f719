import { dependencyUnavailable } from '@async-catalog/http-contract';
import {
  ImportIssues,
  importIssuesKey,
  importReportKey,
  importSourceKey,
} from '@async-catalog/product-schema';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { ImportFiles } from '../core/ports.ts';
import { createPresigner } from './s3-presigner.ts';
import { translateTransient } from './translate-transient.ts';

/** Bytes from which the format of a file is found out: 1 MiB. */
const HEAD_BYTES = 1024 * 1024;

/**
 * Errors of parts that are not those of the upload.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
const WRONG_PARTS = new Set(['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall']);

export function createS3ImportFiles(s3: S3Client, Bucket: string): ImportFiles {
  const presign = createPresigner(s3);
  const sourceOf = (id: string) => ({ Bucket, Key: importSourceKey(id) });

  return {
    async createUpload(id) {
      const command = new CreateMultipartUploadCommand(sourceOf(id));
      const { UploadId } = await translateTransient(() => s3.send(command));
      return required(UploadId);
    },

    partUrls: (id, UploadId, parts) =>
      Promise.all(
        parts.map(({ number: PartNumber, size: ContentLength }) =>
          presign(new UploadPartCommand({ ...sourceOf(id), UploadId, PartNumber, ContentLength })),
        ),
      ),

    async completeUpload(id, UploadId, parts) {
      const Parts = parts.map(({ number: PartNumber, etag: ETag }) => ({ PartNumber, ETag }));
      const command = new CompleteMultipartUploadCommand({
        ...sourceOf(id),
        UploadId,
        MultipartUpload: { Parts },
      });
      return await translateTransient(() =>
        s3.send(command).then(
          () => 'complete' as const,
          (error: unknown) => {
            const name = nameOf(error);
            if (name === 'NoSuchUpload') {
              return 'gone' as const;
            }
            if (name !== undefined && WRONG_PARTS.has(name)) {
              return 'mismatch' as const;
            }
            throw error;
          },
        ),
      );
    },

    async abortUpload(id, UploadId) {
      const command = new AbortMultipartUploadCommand({ ...sourceOf(id), UploadId });
      await translateTransient(() =>
        s3.send(command).catch((error: unknown) => {
          if (nameOf(error) !== 'NoSuchUpload') {
            throw error;
          }
        }),
      );
    },

    put: (id, Body) =>
      translateTransient(async () => {
        try {
          // Not over the same bytes that are there: encrypted with a key of KMS, they would get another ETag.
          const { ETag } = await s3.send(new PutObjectCommand({ ...sourceOf(id), Body, IfNoneMatch: '*' }));
          return required(ETag);
        } catch (error) {
          const name = nameOf(error);
          if (name === 'ConditionalRequestConflict') {
            throw dependencyUnavailable('Another request is storing this file right now. Try again.', error);
          }
          if (name !== 'PreconditionFailed') {
            throw error;
          }
          return required((await s3.send(new HeadObjectCommand(sourceOf(id)))).ETag);
        }
      }),

    readHead: (id) =>
      translateTransient(async () => {
        const command = new GetObjectCommand({ ...sourceOf(id), Range: `bytes=0-${HEAD_BYTES - 1}` });
        const object = await s3.send(command).catch(undefinedIfMissing);
        return (
          object && {
            etag: required(object.ETag),
            size: Number(required(object.ContentRange).replace(/^.*\//, '')),
            head: await required(object.Body).transformToByteArray(),
          }
        );
      }),

    readIssues: (id) =>
      translateTransient(async () => {
        const command = new GetObjectCommand({ Bucket, Key: importIssuesKey(id) });
        const object = await s3.send(command).catch(undefinedIfMissing);
        return object && ImportIssues.parse(JSON.parse(await required(object.Body).transformToString()));
      }),

    reportUrl: (id, format, { disposition, mediaType }) =>
      presign(
        new GetObjectCommand({
          Bucket,
          Key: importReportKey(id, format),
          ResponseContentDisposition: disposition,
          ResponseContentType: mediaType,
        }),
      ),
  };
}

function nameOf(error: unknown): string | undefined {
  return error instanceof S3ServiceException ? error.name : undefined;
}

function undefinedIfMissing(error: unknown): undefined {
  if (!(error instanceof NoSuchKey)) {
    throw error;
  }
  return undefined;
}

/** Takes a field that S3 always sends, though its types don't say so. */
function required<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error('S3 left out a field of its answer.');
  }
  return value;
}
