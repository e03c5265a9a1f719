import { importChunkKey } from '@async-catalog/product-schema';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DryChunkStore } from '../core/ports.ts';
import type { DryEntry } from '../core/read/dry-entries.ts';

export function createS3DryChunkStore(s3: S3Client, bucket: string): DryChunkStore {
  return {
    async put(importId, number, entries) {
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: importChunkKey(importId, number),
          Body: JSON.stringify(entries),
          ContentType: 'application/json',
        }),
      );
    },
    async get(importId, number) {
      const { Body } = await s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: importChunkKey(importId, number) }),
      );
      // Only this function writes it.
      return JSON.parse((await Body?.transformToString()) ?? '') as DryEntry[];
    },
  };
}
