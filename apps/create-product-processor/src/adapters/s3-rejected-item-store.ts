import { rejectedItemsKey } from '@async-catalog/product-schema';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { RejectedItemStore } from '../core/ports.ts';
import { rethrowUnavailable } from './rethrow-unavailable.ts';

export function createS3RejectedItemStore(s3: S3Client, bucketName: string): RejectedItemStore {
  return {
    async put(id, items, abortSignal) {
      const command = new PutObjectCommand({
        Bucket: bucketName,
        Key: rejectedItemsKey(id),
        Body: JSON.stringify(items),
        ContentType: 'application/json',
      });
      await rethrowUnavailable('report bucket', abortSignal, () => s3.send(command, { abortSignal }));
    },
  };
}
