import {
  httpApiEvent,
  type HttpRequest,
  lambdaContext,
  restApiEvent,
} from '@async-catalog/local-cloud/testing';
import {
  Accepted,
  Problem,
  productIdOf,
  reportPartsPrefix,
  statusOfSubmission,
  SubmissionId,
} from '@async-catalog/product-schema';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProxyResult } from './http/proxy-result.ts';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { aProduct } from './testing/product.ts';

let cloud: Cloud;
let handler: (event: unknown, context: Context) => Promise<ProxyResult>;

beforeAll(async () => {
  cloud = await startCloud();
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  ({ handler } = await import('./handler.ts'));
});
afterAll(() => cloud.close());
beforeEach(async () => {
  await inspect(cloud).messages();
});

const send = (request: HttpRequest) => handler(httpApiEvent(request), lambdaContext());

async function recordOf(...items: unknown[]) {
  const answer = await send({ path: '/products/batch', body: { items } });
  const { submissionId } = Accepted.parse(JSON.parse(answer.body));
  return await inspect(cloud).record(submissionId);
}

describe('POST /products', () => {
  it('answers 202 with where the submission is, after recording and queueing it', async () => {
    const product = aProduct();

    const answer = await send({ body: product, headers: { 'x-request-id': 'req-1' } });

    expect(answer).toMatchObject({ statusCode: 202, headers: { 'content-type': 'application/json' } });
    const accepted = Accepted.parse(JSON.parse(answer.body));
    const { submissionId } = accepted;
    expect(accepted).toEqual({
      submissionId: expect.toSatisfy((id) => SubmissionId.safeParse(id).success) as string,
      status: 'queued',
      total: 1,
      items: [
        {
          index: 0,
          productId: productIdOf({ submissionId, index: 0, sku: 'TEA-1' }),
          sku: 'TEA-1',
          op: 'put',
        },
      ],
      rejected: [],
      warnings: [],
      links: { self: `/submissions/${submissionId}`, report: `/submissions/${submissionId}/report` },
    });
    expect(answer.headers).toMatchObject({
      location: `/submissions/${submissionId}`,
      'retry-after': '1',
      'x-request-id': 'req-1',
    });
    const record = await inspect(cloud).record(submissionId);
    expect(record).toMatchObject({
      id: submissionId,
      caller: 'anonymous',
      requestId: 'req-1',
      total: 1,
      rejected: 0,
    });
    expect(await inspect(cloud).messages()).toEqual([
      {
        version: 1,
        submissionId,
        index: 0,
        total: 1,
        caller: 'anonymous',
        acceptedAt: record?.createdAt,
        requestId: 'req-1',
        product,
      },
    ]);
  });

  it('records which items were rejected, and nothing where none was', async () => {
    expect(await recordOf(aProduct(), {}, aProduct(), 7)).toMatchObject({
      rejected: 2,
      rejectedIndexes: new Set([1, 3]),
    });
    expect(await recordOf(aProduct())).not.toHaveProperty('rejectedIndexes');
  });

  it('accepts a later request later, even if the clock was set back', async () => {
    const first = await recordOf(aProduct());
    const createdAt = Date.parse(String(first?.createdAt));
    vi.useFakeTimers({ toFake: ['Date'], now: createdAt - 60_000 });
    try {
      const second = await recordOf(aProduct());

      expect(Date.parse(String(second?.createdAt))).toBeGreaterThan(createdAt);
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes a REST API event as well', async () => {
    const answer = await handler(restApiEvent({ body: aProduct() }), lambdaContext());

    expect(answer.statusCode).toBe(202);
    expect(await inspect(cloud).messages()).toHaveLength(1);
  });

  it('refuses a product that is not valid with pointers to what to change, and takes nothing', async () => {
    const answer = await send({ body: { price: 1.234, colour: 'red' } });

    expect(answer).toMatchObject({
      statusCode: 422,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(Problem.parse(JSON.parse(answer.body))).toMatchObject({
      code: 'INVALID_PRODUCT',
      errors: [
        { pointer: '/name', code: 'REQUIRED' },
        { pointer: '/colour', code: 'UNKNOWN_FIELD' },
        { pointer: '/price', code: 'TOO_MANY_DECIMALS' },
      ],
    });
    expect(await inspect(cloud).messages()).toEqual([]);
  });
});

describe('a batch that names a product twice', () => {
  it('queues the last item only, counts and keeps the others as superseded, and warns of each', async () => {
    const body = {
      items: [aProduct({ sku: 'A', price: 1 }), aProduct({ sku: 'B' }), aProduct({ sku: 'A', price: 2 })],
    };
    const warning = { index: 0, code: 'DUPLICATE_SKU', pointer: '/sku' };

    const answer = await send({ path: '/products/batch', body, headers: { prefer: 'handling=strict' } });
    const checked = await send({ path: '/products/batch', query: 'dryRun=true', body });

    const { submissionId, ...accepted } = Accepted.parse(JSON.parse(answer.body));
    expect(accepted).toMatchObject({
      total: 3,
      items: [
        { index: 1, sku: 'B' },
        { index: 2, sku: 'A' },
      ],
      rejected: [],
      warnings: [{ ...warning, detail: expect.stringContaining('item 2') as string }],
    });
    expect(JSON.parse(checked.body)).toMatchObject({ valid: 3, rejected: [], warnings: [warning] });
    const record = await inspect(cloud).record(submissionId);
    expect(record).toMatchObject({ total: 3, superseded: new Set([0]), settlements: 1 });
    expect(statusOfSubmission(record!, new Date(record!.createdAt))).toBe('queued');
    expect(await inspect(cloud).messages()).toMatchObject([
      { index: 1, total: 3 },
      { index: 2, total: 3, product: { sku: 'A', price: 2 } },
    ]);
    expect(
      await inspect(cloud).object(`${reportPartsPrefix(submissionId)}${record!.createdAt}-intake.json`),
    ).toEqual({
      items: [
        {
          index: 0,
          productId: productIdOf({ submissionId, index: 0, sku: 'A' }),
          sku: 'A',
          op: 'put',
          outcome: 'superseded',
          supersededBy: 2,
        },
      ],
    });
  });
});
