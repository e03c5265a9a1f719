import { createS3Client } from '@async-catalog/aws-clients';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Sender } from '../replay.ts';

interface Input {
  readonly Bucket: string;
  readonly Key: string;
}

export function createS3Sender(): Sender {
  const s3 = createS3Client();
  return {
    prepare: ({ input }) => input,
    async send(action, input) {
      switch (action) {
        case 'GetObject': {
          const { Body } = await s3.send(new GetObjectCommand(input as Input));
          return Body?.transformToString();
        }
        case 'ListObjectsV2':
          return s3.send(new ListObjectsV2Command(input as Input));
        case 'PutObject':
          return s3.send(new PutObjectCommand(input as Input));
        default:
          throw new RangeError(`Nothing here calls ${action}.`);
      }
    },
  };
}
