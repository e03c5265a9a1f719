import { reportKey } from '@async-catalog/product-schema';
import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import type { ReportReader } from '../core/ports.ts';
import { reaching } from './reaching.ts';

export function createS3ReportReader(s3: S3Client, bucketName: string): ReportReader {
  return {
    async open(submissionId, format) {
      const command = new GetObjectCommand({ Bucket: bucketName, Key: reportKey(submissionId, format) });
      try {
        const { Body } = await reaching(() => s3.send(command));
        return Body?.transformToWebStream() as ReadableStream<Uint8Array> | undefined;
      } catch (error) {
        if (error instanceof NoSuchKey) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
