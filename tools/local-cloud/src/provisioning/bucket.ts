import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';

/** @throws if the endpoint doesn't list the bucket afterwards, because anything that answers 200 seems to create it. */
export async function provisionBucket(s3: S3Client, name: string): Promise<void> {
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
}
