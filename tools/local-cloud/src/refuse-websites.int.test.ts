import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulators } from './emulators/start-emulators.ts';
import { startHost, writeFunction } from './lambda/testing/set-up-host.ts';

async function setUp() {
  const emulators = await startEmulators();
  onTestFinished(() => emulators.close());
  const spec = await writeFunction('export const handler = async () => { console.log("ran"); };');
  const { host, log } = await startHost([spec]);
  return {
    log,
    targets: {
      Lambda: [host.url, `/2015-03-31/functions/${spec.name}/invocations`, {}],
      DynamoDB: [emulators.endpoints.dynamodb, '/', { 'x-amz-target': 'DynamoDB_20120810.ListTables' }],
      'SQS and S3': [emulators.endpoints.sqs, '/', { 'x-amz-target': 'AmazonSQS.ListQueues' }],
    } as const,
  };
}

/** Sends a request with Node's own client, because `fetch` can't set `Host`. */
async function post([url, path, headers]: readonly [string, string, object], more: object) {
  const signed = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-date': '20260131T000000Z',
    authorization: AUTHORIZATION,
  };
  const sent = request(new URL(path, url), { method: 'POST', headers: { ...signed, ...headers, ...more } });
  sent.end('{}');
  const [response] = await once(sent, 'response');
  return {
    status: response.statusCode as number,
    headers: response.headers as object,
    body: await text(response),
  };
}

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260131/us-east-1/any/aws4_request, SignedHeaders=host, Signature=0';

const SERVICES = ['Lambda', 'DynamoDB', 'SQS and S3'] as const;

describe.each(SERVICES)('%s', (service) => {
  it.each<object>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
    { host: 'evil.example' },
    { host: 'evil.example:4566' },
    { host: '127.0.0.1.evil.example' },
    { host: 'notlocalhost' },
    { host: 'localhost@evil.example' },
  ])('answers 403 to a request with %j, and does nothing', async (headers) => {
    const { targets, log } = await setUp();

    const response = await post(targets[service], headers);

    expect(response.status).toBe(403);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    expect(log).toEqual([]);
  });

  it.each(['localhost', 'LOCALHOST:4566', '127.0.0.1:1', '[::1]:4566', 'bucket.localhost:4566'])(
    'answers a program that calls it %s',
    async (host) => {
      const { targets } = await setUp();

      expect(await post(targets[service], { host })).toMatchObject({ status: 200 });
    },
  );
});
