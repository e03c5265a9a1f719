import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { createS3Client } from './index.ts';
import { startFakeEndpoint, stubAwsEnvironment } from './testing/fake-endpoint.ts';

const put = new PutObjectCommand({ Bucket: 'reports', Key: 'a/b.json', Body: '{}' });

it.each(['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'])(
  'puts the bucket into the path when %s names the host',
  async (variable) => {
    const endpoint = await startFakeEndpoint((response) => response.end());
    // A name, not an address: for an address the SDK uses the path anyway.
    stubAwsEnvironment({ [variable]: endpoint.url.replace('127.0.0.1', 'localhost') });

    await createS3Client().send(put);

    expect(endpoint.requests[0]).toMatchObject({ method: 'PUT', path: '/reports/a/b.json?x-id=PutObject' });
    expect(endpoint.requests[0]?.host).toMatch(/^localhost:/);
  },
);

it('puts the bucket into the host name on AWS', async () => {
  stubAwsEnvironment();

  await expect(requestOf(createS3Client())).resolves.toMatchObject({
    hostname: 'reports.s3.eu-west-1.amazonaws.com',
    path: '/a/b.json',
  });
});

/** Captures the request that would be sent. */
async function requestOf(client: S3Client): Promise<unknown> {
  let request: unknown;
  client.middlewareStack.add(
    () => async (args) => {
      request = args.request;
      throw new Error('stopped before it is sent');
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await expect(client.send(put)).rejects.toThrow('stopped before it is sent');
  return request;
}
