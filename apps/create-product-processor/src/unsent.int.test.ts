import { httpApiEvent, lambdaContext } from '@async-catalog/local-cloud/testing';
import {
  newSubmissionId,
  Problem,
  productIdOf,
  type QueueMessage,
  ReportPart,
  reportPartsPrefix,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SendError, UnavailableError } from './core/errors.ts';
import type { ProxyResult } from './http/proxy-result.ts';
import { type Cloud, startCloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { type Ports, portsOn, serviceOn } from './testing/intake-service.ts';
import { aProduct } from './testing/product.ts';

let cloud: Cloud;
beforeAll(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  cloud = await startCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  await inspect(cloud).messages();
});

const NOW = new Date('2026-01-31T09:30:00.000Z');
const ITEMS = [aProduct({ sku: 'A' }), { name: 'Bad' }, { name: 'Tea', price: 1 }, aProduct({ sku: 'C' })];

/** A queue that takes only the item with the index 0, of which the answer arrives. */
const queueOne = () => ({
  async send(messages: readonly QueueMessage[], signal: AbortSignal) {
    await portsOn(cloud).queue.send(messages.slice(0, 1), signal);
    throw new SendError([0], false, new Error('out'));
  },
});
const failing = (nothingSent: boolean) => ({
  send: () => Promise.reject(new SendError([], nothingSent, new Error('out'))),
});

async function send(ports: Partial<Ports>, items: readonly unknown[] = ITEMS): Promise<ProxyResult> {
  const service = serviceOn({ ...portsOn(cloud), ...ports }, () => NOW);
  return await service(
    httpApiEvent({ path: '/products/batch', body: { items } }),
    lambdaContext({ awsRequestId: 'invocation-1' }),
  );
}

const unavailable = () => Promise.reject(new UnavailableError('report bucket', new Error('out')));

const problemIn = ({ body }: ProxyResult) => Problem.parse(JSON.parse(body));

async function partsOf(id: string): Promise<[string | undefined, ReportPart][]> {
  const list = new ListObjectsV2Command({
    Bucket: cloud.environment.REPORT_BUCKET_NAME,
    Prefix: reportPartsPrefix(id),
  });
  const { Contents = [] } = await cloud.s3.send(list);
  return Promise.all(
    Contents.map(async ({ Key = '' }): Promise<[string, ReportPart]> => [
      Key,
      ReportPart.parse(await inspect(cloud).object(Key)),
    ]),
  );
}

describe('a submission without a key that is sent in part', () => {
  it('is named in the 503, and its other items have failed, with what a retry needs', async () => {
    const answer = await send({ queue: queueOne() });

    const { submissionId = '', links, detail } = problemIn(answer);
    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { location: `/submissions/${submissionId}`, 'retry-after': '5' },
    });
    expect(links).toEqual({
      self: `/submissions/${submissionId}`,
      report: `/submissions/${submissionId}/report`,
    });
    expect(detail).toContain('1 of 3 products are known to be taken');
    expect(await inspect(cloud).record(submissionId)).toMatchObject({
      failed: new Set([2, 3]),
      settlements: 1,
      settledAt: NOW.toISOString(),
    });
    const failure = {
      op: 'put',
      outcome: 'failed',
      error: { code: 'NOT_QUEUED', pointer: '', detail: expect.any(String) as string },
    };
    expect(await partsOf(submissionId)).toEqual([
      [
        `${reportPartsPrefix(submissionId)}${NOW.toISOString()}-invocation-1.json`,
        {
          items: [
            {
              ...failure,
              index: 2,
              productId: productIdOf({ submissionId, index: 2 }),
              product: { name: 'Tea', price: 1 },
            },
            {
              ...failure,
              index: 3,
              sku: 'C',
              productId: productIdOf({ submissionId, index: 3, sku: 'C' }),
              product: ITEMS[3],
            },
          ],
        },
      ],
    ]);
  });

  it('of one product has the result in its record, unless the worker has settled it meanwhile', async () => {
    const { submissionId = '' } = problemIn(await send({ queue: failing(false) }, [aProduct()]));

    expect(await inspect(cloud).record(submissionId)).toMatchObject({
      failed: new Set([0]),
      completedAt: NOW.toISOString(),
      result: { index: 0, outcome: 'failed', error: { code: 'NOT_QUEUED' } },
    });
    expect((await inspect(cloud).record(submissionId))?.result).not.toHaveProperty('product');
  });

  it.each<[string, Partial<Ports>]>([
    ['part', { reportParts: { put: () => Promise.reject(new Error('out')) } }],
    ['part in time', { reportParts: { put: (_i, _p, _c, signal) => aborted(signal) } }],
  ])('is named even if it can write no %s, and nothing is settled then', async (_, ports) => {
    const service = serviceOn({ ...portsOn(cloud), queue: queueOne(), ...ports });
    const answer = await service(
      httpApiEvent({ path: '/products/batch', body: { items: ITEMS } }),
      lambdaContext({ remainingMs: 2500 }),
    );

    const { submissionId = '' } = problemIn(answer);
    expect(answer.headers['location']).toBe(`/submissions/${submissionId}`);
    expect(await inspect(cloud).record(submissionId)).not.toHaveProperty('failed');
  });
});

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
}

/** Sends, and records what is created. */
async function sendCreating(ports: Partial<Ports>, items?: readonly unknown[]) {
  const { submissions } = portsOn(cloud);
  const created: SubmissionRecord[] = [];
  const create: Ports['submissions']['create'] = (record, signal) => {
    created.push(record);
    return submissions.create(record, signal);
  };
  return { answer: await send({ ...ports, submissions: { ...submissions, create } }, items), created };
}

describe('a submission of which certainly nothing is sent', () => {
  it('is not named, and its record shows it as failed, not as overdue one day', async () => {
    const { answer, created } = await sendCreating({ queue: failing(true) });

    expect(await inspect(cloud).record(created[0]?.id ?? '')).toMatchObject({ failed: new Set([0, 2, 3]) });
    expect(problemIn(answer).detail).toContain('Nothing was taken');
    expect(problemIn(answer)).not.toHaveProperty('submissionId');
    expect(answer.headers).not.toHaveProperty('location');
  });

  it.each<[string, Partial<Ports>, number]>([
    ['rejected', { rejectedItems: { put: unavailable } }, 503],
    ['rejected', { rejectedItems: { put: () => Promise.reject(new Error('a fault of ours')) } }, 500],
    ['replaced', { reportParts: { put: unavailable } }, 503],
  ])('is not there at all when its %s items can not be kept', async (_, ports, status) => {
    const { answer, created } = await sendCreating(ports, [...ITEMS, aProduct({ sku: 'A' })]);

    expect([answer.statusCode, created]).toEqual([status, []]);
    expect(await inspect(cloud).messages()).toEqual([]);
  });
});

const withContext = (context: Record<string, string>, version?: '1.0') => {
  const event = httpApiEvent({ body: aProduct() });
  return version === undefined
    ? { ...event, requestContext: { ...event.requestContext, ...context } }
    : {
        httpMethod: 'POST',
        path: '/products',
        headers: event.headers,
        body: event.body,
        requestContext: context,
      };
};

const idFor = async (event: unknown) => {
  const answer = await serviceOn(portsOn(cloud))(event, lambdaContext());
  return (JSON.parse(answer.body) as { submissionId: string }).submissionId;
};

describe('the id of a submission', () => {
  const submissionId = newSubmissionId();
  it('is the one that the API has chosen, and a repeated call makes no second submission', async () => {
    const event = withContext({ apiId: 'catalog-api', requestId: submissionId });

    expect(await idFor(event)).toBe(submissionId);
    expect(await idFor(event)).toBe(submissionId);
    const messages = await inspect(cloud).messages();
    expect(new Set(messages.map(({ acceptedAt }) => acceptedAt)).size).toBe(1);
  });

  it('cannot be chosen by a consumer', async () => {
    const requestId = newSubmissionId();

    expect(await idFor(withContext({ apiId: 'a1b2c3d4e5', requestId }))).not.toBe(requestId);
    expect(await idFor(withContext({ apiId: 'catalog-api', requestId }, '1.0'))).not.toBe(requestId);
    expect(await idFor(withContext({ apiId: 'catalog-api', requestId: 'JKJaXmPLvHcESHA=' }))).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-7/,
    );
  });

  it('is named when the time is up before the answer', async () => {
    const hanging = serviceOn({ ...portsOn(cloud), queue: { send: () => new Promise<never>(() => {}) } });
    const event = withContext({ apiId: 'catalog-api', requestId: newSubmissionId() });

    const answer = await hanging(event, lambdaContext({ remainingMs: 2500 }));

    const { requestId } = event.requestContext as unknown as { requestId: string };
    expect(problemIn(answer).submissionId).toBe(requestId);
    expect(answer.headers['location']).toBe(`/submissions/${requestId}`);
  });
});
