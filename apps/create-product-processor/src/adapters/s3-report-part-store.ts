import { reportPartsPrefix } from '@async-catalog/product-schema';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ReportPartStore } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';

export function createS3ReportPartStore(s3: S3Client, bucketName: string): ReportPartStore {
  return {
    async put(id, partId, part, abortSignal) {
      const command = new PutObjectCommand({
        Bucket: bucketName,
        Key: `${reportPartsPrefix(id)}${partId}.json`,
        Body: JSON.stringify(part),
        ContentType: 'application/json',
      });
      await rethrowUnavailable('report bucket', abortSignal, () => s3.send(command, { abortSignal }));
    },
  };
}
