import { createS3Client } from '@async-catalog/aws-clients';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadBucketCommand,
  type HeadBucketCommandInput,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import type { Sender } from '../replay.ts';

export function createS3Sender(): Sender {
  const s3 = createS3Client();
  return {
    calls: {
      async GetObject(input: GetObjectCommandInput) {
        const { Body } = await s3.send(new GetObjectCommand(input));
        return Body?.transformToString();
      },
      HeadBucket: (input: HeadBucketCommandInput) => s3.send(new HeadBucketCommand(input)),
      ListObjectsV2: (input: ListObjectsV2CommandInput) => s3.send(new ListObjectsV2Command(input)),
      PutObject: (input: PutObjectCommandInput) => s3.send(new PutObjectCommand(input)),
    },
  };
}
