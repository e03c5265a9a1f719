import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { BucketSpec } from '../../model.ts';
import { provision } from '../../provisioning/provision.ts';
import { startEmulators } from '../start-emulators.ts';

const object = { Bucket: 'reports', Key: 'imports/a/source' };
const PART_BYTES = 8 * 1024 ** 2;

const corsRules = [
  {
    AllowedOrigins: ['http://localhost:*'],
    AllowedMethods: ['PUT', 'GET'],
    AllowedHeaders: ['*'],
    ExposedHeaders: ['ETag'],
    MaxAge: 60,
  },
];

async function setUp(bucket: Omit<BucketSpec, 'name'> = {}) {
  const emulators = await startEmulators();
  onTestFinished(() => emulators.close());
  await provision(emulators, { buckets: [{ name: 'reports', ...bucket }, { name: 'closed' }] });
  return {
    s3: new S3Client({ ...emulators.clientConfig('s3'), maxAttempts: 1 }),
    /** Sends a request with Node's own client, because `fetch` can't set `Origin`. */
    send: async (method: string, path: string, headers: Record<string, string> = {}, body = '') => {
      const sent = request(new URL(path, emulators.endpoints.s3), { method, headers });
      sent.end(body);
      const [response] = await once(sent, 'response');
      return {
        status: response.statusCode as number,
        headers: response.headers as Record<string, string>,
        body: await text(response),
      };
    },
  };
}

/** Query of a URL that was signed at `date`; nothing checks its signature. */
function signedQuery(date: Date, expires: number): string {
  return new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': 'local/20260131/us-east-1/s3/aws4_request',
    'X-Amz-Date': date.toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    'X-Amz-Expires': String(expires),
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Signature': '0',
  }).toString();
}

describe('conditions of a write', () => {
  it('keep an object with If-None-Match, however many write it at once', async () => {
    const { s3 } = await setUp();
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((Body) => s3.send(new PutObjectCommand({ ...object, Body, IfNoneMatch: '*' }))),
    );

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results.filter((one) => one.status === 'rejected')) {
      expect(result.reason).toMatchObject({
        name: 'PreconditionFailed',
        $metadata: { httpStatusCode: 412 },
      });
    }
  });

  it('replace only the object that If-Match names', async () => {
    const { s3 } = await setUp();
    await expect(
      s3.send(new PutObjectCommand({ ...object, Body: 'a', IfMatch: '"0"' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { ETag } = await s3.send(new PutObjectCommand({ ...object, Body: 'a' }));

    await expect(
      s3.send(new PutObjectCommand({ ...object, Body: 'b', IfMatch: '"0"' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await s3.send(new PutObjectCommand({ ...object, Body: 'c', IfMatch: ETag }));

    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('c');
  });

  it('hold for the completion of an upload too, and not for its parts', async () => {
    const { s3 } = await setUp();
    await s3.send(new PutObjectCommand({ ...object, Body: 'a' }));
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    const part = { ...object, UploadId, PartNumber: 1 };
    const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'b' }));
    const complete = (IfNoneMatch?: string) =>
      s3.send(
        new CompleteMultipartUploadCommand({
          ...object,
          UploadId,
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] },
          IfNoneMatch,
        }),
      );

    await expect(complete('*')).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await complete();

    await expect(complete()).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(s3.send(new HeadObjectCommand(object))).resolves.toMatchObject({ ContentLength: 1 });
  });

  it('other than S3 has are refused', async () => {
    const { s3 } = await setUp();

    await expect(
      s3.send(new PutObjectCommand({ ...object, Body: 'a', IfNoneMatch: '"0"' })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

describe('If-Match of a read', () => {
  it('answers 412 if the object is another, and the object otherwise', async () => {
    const { s3 } = await setUp();
    const { ETag = '' } = await s3.send(new PutObjectCommand({ ...object, Body: 'a' }));

    for (const command of [
      new GetObjectCommand({ ...object, IfMatch: '"0"' }),
      new GetObjectCommand({ ...object, IfMatch: '"0"', Range: 'bytes=0-0' }),
      new HeadObjectCommand({ ...object, IfMatch: '"0"' }),
    ]) {
      await expect(s3.send(command)).rejects.toMatchObject({
        $metadata: { httpStatusCode: 412 },
      });
    }
    for (const IfMatch of [ETag, ETag.replaceAll('"', ''), '*']) {
      const { Body } = await s3.send(new GetObjectCommand({ ...object, IfMatch }));
      expect(await Body?.transformToString()).toBe('a');
    }
  });
});

describe('operations that fauxqs would take for others', () => {
  it.each<[name: string, call: (s3: S3Client) => Promise<unknown>, parameter: string]>([
    ['ListParts', (s3) => s3.send(new ListPartsCommand({ ...object, UploadId: 'x' })), 'uploadId'],
    [
      'ListMultipartUploads',
      (s3) => s3.send(new ListMultipartUploadsCommand({ Bucket: 'reports' })),
      'uploads',
    ],
    ['GetObjectTagging', (s3) => s3.send(new GetObjectTaggingCommand(object)), 'tagging'],
    [
      'PutObjectTagging',
      (s3) => s3.send(new PutObjectTaggingCommand({ ...object, Tagging: { TagSet: [] } })),
      'tagging',
    ],
  ])('are refused by name: %s', async (_name, call, parameter) => {
    const { s3 } = await setUp();
    await s3.send(new PutObjectCommand({ ...object, Body: 'a' }));

    await expect(call(s3)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining(`parameter ${parameter}.`) as string,
    });

    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('a');
  });

  it('leave uploads as they are', async () => {
    const { s3 } = await setUp();
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    const bodies = [Buffer.alloc(PART_BYTES, 'a'), Buffer.from('b')];
    const parts = await Promise.all(
      bodies.map((Body, index) =>
        s3.send(new UploadPartCommand({ ...object, UploadId, PartNumber: index + 1, Body })),
      ),
    );
    const { ETag = '' } = await s3.send(
      new CompleteMultipartUploadCommand({
        ...object,
        UploadId,
        MultipartUpload: { Parts: parts.map((part, index) => ({ PartNumber: index + 1, ETag: part.ETag })) },
      }),
    );

    const { Body, ContentLength } = await s3.send(
      new GetObjectCommand({ ...object, IfMatch: ETag, Range: `bytes=${PART_BYTES - 1}-` }),
    );
    expect([ContentLength, await Body?.transformToString()]).toEqual([2, 'ab']);

    const { UploadId: given } = await s3.send(new CreateMultipartUploadCommand(object));
    await s3.send(new AbortMultipartUploadCommand({ ...object, UploadId: given }));
  });
});

describe('a presigned URL', () => {
  it('is good until it expires', async () => {
    const { send } = await setUp();
    const now = new Date();
    const path = `/reports/${object.Key}`;

    expect(await send('PUT', `${path}?${signedQuery(now, 3600)}`, {}, 'a')).toMatchObject({ status: 200 });
    expect(await send('GET', `${path}?${signedQuery(now, 604_800)}`)).toMatchObject({
      status: 200,
      body: 'a',
    });

    const expired = await send('PUT', `${path}?${signedQuery(new Date(now.getTime() - 10_000), 5)}`, {}, 'b');
    expect(expired).toMatchObject({
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: expect.stringContaining('<Message>Request has expired</Message>') as string,
    });
    expect(await send('GET', `${path}?${signedQuery(now, 604_801)}`)).toMatchObject({
      status: 400,
      body: expect.stringContaining('<Code>AuthorizationQueryParametersError</Code>') as string,
    });
    expect(await send('GET', path)).toMatchObject({ body: 'a' });
  });

  it('takes a part of the signed length only, whatever its content type', async () => {
    const { s3, send } = await setUp();
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(object));
    const url = await getSignedUrl(
      s3,
      new UploadPartCommand({ ...object, UploadId, PartNumber: 1, ContentLength: 3 }),
    );
    const form = { 'content-type': 'application/x-www-form-urlencoded' };

    expect(await send('PUT', url, form, 'a=b&c')).toMatchObject({
      status: 403,
      body: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>') as string,
    });
    expect(await send('PUT', url.replace('partNumber=1', 'partNumber=2'), form, 'a=b')).toMatchObject({
      status: 403,
    });
    const { headers, status } = await send('PUT', url, form, 'a=b');
    expect(status).toBe(200);
    await s3.send(
      new CompleteMultipartUploadCommand({
        ...object,
        UploadId,
        MultipartUpload: { Parts: [{ PartNumber: 1, ETag: headers['etag'] }] },
      }),
    );
    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toBe('a=b');
  });

  it('chooses headers of the answer', async () => {
    const { s3 } = await setUp();
    await s3.send(new PutObjectCommand({ ...object, Body: 'a', ContentType: 'text/plain' }));

    const answer = await s3.send(
      new GetObjectCommand({
        ...object,
        ResponseContentType: 'text/csv',
        ResponseContentDisposition: 'attachment; filename="failed.csv"',
      }),
    );

    expect(answer).toMatchObject({
      ContentType: 'text/csv',
      ContentDisposition: 'attachment; filename="failed.csv"',
    });
  });
});

describe('pages of other origins', () => {
  const origin = 'http://localhost:3000';
  const path = `/reports/${object.Key}`;
  const preflight = {
    origin,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type',
  };

  it('may use a bucket as its rules say, and read the ETag of a part', async () => {
    const { send } = await setUp({ corsRules });

    const asked = await send('OPTIONS', path, preflight);
    expect(asked).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'PUT, GET',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '60',
      },
      body: '',
    });
    const put = await send('PUT', path, { origin, 'content-type': 'text/csv' }, 'a');
    expect(put).toMatchObject({
      status: 200,
      headers: {
        etag: expect.any(String) as string,
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'ETag',
      },
    });
    expect(await send('GET', path, { origin })).toMatchObject({ status: 200, body: 'a' });
    expect(await send('GET', '/reports/none', { origin })).toMatchObject({
      status: 404,
      headers: { 'access-control-allow-origin': origin },
    });
  });

  it.each([
    ['OPTIONS', path, { ...preflight, origin: 'https://evil.example' }],
    ['OPTIONS', path, { ...preflight, 'access-control-request-method': 'DELETE' }],
    ['OPTIONS', path, { origin }],
    ['OPTIONS', '/closed/a', preflight],
    ['PUT', path, { origin: 'https://evil.example' }],
    ['PUT', path, { origin, host: 'evil.example' }],
    ['PUT', path, { origin, host: 'closed.localhost' }],
    ['DELETE', path, { origin }],
    ['PUT', '/closed/a', { origin }],
    [
      'POST',
      '/',
      { origin, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ListQueues' },
    ],
    ['GET', '/', { origin }],
  ] as const)('get 403 for %s %s with %j', async (method, target, headers) => {
    const { send, s3 } = await setUp({ corsRules });
    await s3.send(new PutObjectCommand({ ...object, Body: 'kept' }));

    const refused = await send(method, target, headers);

    expect(refused.status).toBe(403);
    expect(refused.headers).not.toHaveProperty('access-control-allow-origin');
    expect(await send('GET', path)).toMatchObject({ body: 'kept' });
  });

  it('lose what rules no longer allow when the bucket is provisioned again', async () => {
    const emulators = await startEmulators();
    onTestFinished(() => emulators.close());
    await provision(emulators, { buckets: [{ name: 'reports', corsRules }] });
    const other = [{ ...corsRules[0]!, AllowedOrigins: ['http://other.example'] }];

    await provision(emulators, { buckets: [{ name: 'reports', corsRules: other }] });

    const sent = request(new URL(path, emulators.endpoints.s3), { headers: { origin } }).end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(403);
  });
});
