import { newSubmissionId, reportKey } from '@async-catalog/product-schema';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { handler as Handler } from './handler.ts';
import { startCloud } from './testing/cloud.ts';
import { startLambdaApi, type LambdaApi } from './testing/lambda-api.ts';
import { finishedRecord } from './testing/records.ts';
import { AUDIENCE, startTokenIssuer } from './testing/token-issuer.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let issuer: Awaited<ReturnType<typeof startTokenIssuer>>;
let processor: LambdaApi;
let handler: typeof Handler;

beforeAll(async () => {
  [cloud, issuer, processor] = await Promise.all([
    startCloud(),
    startTokenIssuer(),
    startLambdaApi((response) => response.end(JSON.stringify({ statusCode: 202, body: '{"taken":true}' }))),
  ]);
  const environment = {
    ...cloud.environment,
    AWS_ENDPOINT_URL_LAMBDA: processor.endpoint,
    AUTH_ISSUER: issuer.issuer,
    AUTH_AUDIENCE: AUDIENCE,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }
  ({ handler } = await import('./handler.ts'));
});

afterAll(async () => {
  await Promise.all([cloud.close(), issuer.close(), processor[Symbol.asyncDispose]()]);
});

/** Sends a request as API Gateway's HTTP API does. */
async function send(method: string, path: string, { body, token }: { body?: string; token?: string } = {}) {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  return handler(
    {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString,
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: body ?? null,
      isBase64Encoded: false,
      requestContext: { domainName: 'catalog.example', http: { method, path: rawPath } },
    } as unknown as Parameters<typeof handler>[0],
    {} as Context,
  );
}

describe('on Lambda', () => {
  it('hands on what it is sent in the name of the token’s subject', async () => {
    const answer = await send('POST', '/products', {
      body: '{"name":"Théière"}',
      token: await issuer.token(),
    });

    expect(answer).toMatchObject({ statusCode: 202, body: '{"taken":true}', isBase64Encoded: false });
    expect(JSON.parse(processor.payloads[0] ?? '')).toMatchObject({
      body: '{"name":"Théière"}',
      requestContext: { authorizer: { jwt: { claims: { sub: 'alice' } } } },
    });
  });

  it('answers a report as text', async () => {
    const record = finishedRecord({ id: newSubmissionId(), caller: 'alice' });
    await cloud.documents.send(new PutCommand({ TableName: 'SubmissionTable', Item: record }));
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: 'report-bucket',
        Key: reportKey(record.id, 'csv'),
        Body: 'index\r\n0\r\n',
      }),
    );

    const answer = await send('GET', `/submissions/${record.id}/report?format=csv`, {
      token: await issuer.token(),
    });

    expect(answer).toMatchObject({ statusCode: 200, body: 'index\r\n0\r\n', isBase64Encoded: false });
  });

  it('answers a problem to who has no token', async () => {
    const answer = await send('GET', '/products');

    expect(answer.statusCode).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is ready when everything is in reach, the issuer’s keys among it', async () => {
    expect(await send('GET', '/readyz')).toMatchObject({ statusCode: 200 });
  });
});
