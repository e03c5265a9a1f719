import { gzipSync } from 'node:zlib';
import {
  httpApiEvent,
  lambdaContext,
  startTokenIssuer,
  type TokenIssuer,
} from '@async-catalog/local-cloud/testing';
import { type Import, importSourceKey, submissionTimes } from '@async-catalog/product-schema';
import { finishedRecord } from '@async-catalog/product-schema/testing';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { handler as Handler } from './handler.ts';
import { startCloud } from './testing/cloud.ts';
import { startLambdaApi, type LambdaApi } from './testing/lambda-api.ts';

let cloud: Awaited<ReturnType<typeof startCloud>>;
let issuer: TokenIssuer;
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
    AUTH_AUDIENCE: issuer.audience,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  for (const [name, value] of Object.entries(environment)) {
    vi.stubEnv(name, value);
  }
  ({ handler } = await import('./handler.ts'));
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([cloud.close(), issuer.close(), processor[Symbol.asyncDispose]()]);
});

/** Sends a request as API Gateway's HTTP API does. */
async function send(
  method: string,
  path: string,
  { body, token, mediaType }: { body?: string | Uint8Array; token?: string; mediaType?: string } = {},
) {
  const [rawPath = '', query = ''] = path.split('?');
  const headers: Record<string, string> = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(mediaType !== undefined && { 'content-type': mediaType }),
  };
  const event = httpApiEvent({ method, path: rawPath, query, headers, body });
  return handler(event as unknown as Parameters<typeof handler>[0], lambdaContext());
}

describe('on Lambda', () => {
  it('passes a submission on in the name of the token’s subject', async () => {
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
    const result = { index: 0, outcome: 'saved', sku: 'A-1', category: 'Thé' } as const;
    const record = finishedRecord({ ...submissionTimes(new Date()), caller: 'alice', result });
    await cloud.documents.send(new PutCommand({ TableName: 'SubmissionTable', Item: record }));

    const answer = await send('GET', `/submissions/${record.id}/report?format=csv`, {
      token: await issuer.token(),
    });

    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
    expect(answer.body).toContain('\r\n0,A-1,,saved,,Thé,');
  });

  it('answers a spreadsheet in base64, whose bytes API Gateway sends', async () => {
    const result = { index: 0, outcome: 'saved', sku: 'A-1' } as const;
    const record = finishedRecord({ ...submissionTimes(new Date()), caller: 'alice', result });
    await cloud.documents.send(new PutCommand({ TableName: 'SubmissionTable', Item: record }));

    const answer = await send('GET', `/submissions/${record.id}/report?format=xlsx`, {
      token: await issuer.token(),
    });

    expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: true });
    expect(Buffer.from(answer.body, 'base64').subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  });

  it('imports a file whose bytes API Gateway sends in base64', async () => {
    const body = gzipSync('sku,name,price\nTEA-1,Teapot,24.50\n');

    const answer = await send('POST', '/imports', {
      body,
      mediaType: 'application/gzip',
      token: await issuer.token(),
    });

    expect(answer.statusCode).toBe(202);
    const { importId } = JSON.parse(answer.body) as Import;
    const { Item } = await cloud.documents.send(
      new GetCommand({ TableName: 'ImportTable', Key: { id: importId } }),
    );
    expect(Item).toMatchObject({ caller: 'alice', size: body.byteLength, format: { compression: 'gzip' } });
    const source = await cloud.s3.send(
      new GetObjectCommand({ Bucket: 'report-bucket', Key: importSourceKey(importId) }),
    );
    expect(Buffer.from((await source.Body?.transformToByteArray()) ?? [])).toEqual(body);
  });

  it('answers a problem to a request without a token', async () => {
    const answer = await send('GET', '/products');

    expect(answer.statusCode).toBe(401);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is ready when everything is available, including the issuer’s keys', async () => {
    expect(await send('GET', '/readyz')).toMatchObject({ statusCode: 200 });
  });
});
