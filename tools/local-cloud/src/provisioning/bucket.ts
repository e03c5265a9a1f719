import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { CorsRule } from '../emulators/s3/cors-rule.ts';
import type { BucketSpec } from '../model.ts';

/** @throws if the endpoint doesn't list the bucket afterwards, because anything that answers 200 seems to create it. */
export async function provisionBucket(s3: S3Client, { name, corsRules }: BucketSpec): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: name }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) {
      throw error;
    }
  }
  const { Name } = await s3.send(new ListObjectsV2Command({ Bucket: name, MaxKeys: 1 }));
  if (Name !== name) {
    throw new SyntaxError("The list of the bucket's objects is not an answer of S3.");
  }
  if (corsRules !== undefined) {
    await s3.send(
      new PutBucketCorsCommand({ Bucket: name, CORSConfiguration: { CORSRules: corsRules.map(toSdk) } }),
    );
  }
}

function toSdk({
  AllowedOrigins,
  AllowedMethods,
  AllowedHeaders = [],
  ExposedHeaders = [],
  MaxAge,
}: CorsRule) {
  return {
    AllowedOrigins: [...AllowedOrigins],
    AllowedMethods: [...AllowedMethods],
    AllowedHeaders: [...AllowedHeaders],
    ExposeHeaders: [...ExposedHeaders],
    ...(MaxAge !== undefined && { MaxAgeSeconds: MaxAge }),
  };
}
