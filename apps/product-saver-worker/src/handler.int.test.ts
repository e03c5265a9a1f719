import {
  lambdaContext,
  sqsEvent,
  sqsRecord,
  startAwsProxy,
  type AwsProxy,
  type AwsProxyOptions,
} from '@async-catalog/local-cloud/testing';
import { productIdOf } from '@async-catalog/product-schema';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startCloud, type Cloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { message, submission } from './testing/messages.ts';

type Printed = Record<string, unknown>;

async function invoke(...Records: SQSRecord[]): Promise<unknown> {
  const { handler } = await import('./handler.ts');
  return handler(sqsEvent(Records), lambdaContext());
}

const request = {
  requestId: 'request-7',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
};

const REFUSED = { status: 503, type: 'ServiceUnavailable', message: 'out' };

describe('handler', () => {
  let cloud: Cloud;
  let dynamodb: AwsProxy;
  let fault: NonNullable<AwsProxyOptions['fault']>;
  let printed: Printed[];

  beforeAll(async () => {
    cloud = await startCloud();
    dynamodb = await startAwsProxy(cloud.endpoints.dynamodb, { fault: (call) => fault(call) });
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', dynamodb.url);
    // Makes Powertools print on the console that a test can see.
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'product-saver-worker');
  });
  afterAll(async () => {
    await dynamodb.close();
    await cloud.close();
  });

  beforeEach(() => {
    fault = () => undefined;
    printed = [];
    for (const level of ['info', 'warn', 'error', 'log'] as const) {
      vi.spyOn(console, level).mockImplementation((line: string) => {
        printed.push(line.startsWith('{') ? (JSON.parse(line) as Printed) : { message: line });
      });
    }
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const linesOf = (submissionId: string) => printed.filter((line) => line['submissionId'] === submissionId);
  const named = (title: string) => printed.filter((line) => line['message'] === title);

  it('saves a product, settles its submission and writes the report', async () => {
    const sent = message({ product: { sku: 'TEA-1' } });
    expect(await invoke(sqsRecord(sent))).toEqual({ batchItemFailures: [] });
    expect(await inspect(cloud).product(sent)).toMatchObject({ name: 'Teapot', price: 24.5, version: 1 });
    expect(await inspect(cloud).record(sent)).toMatchObject({ saved: new Set([0]), result: { version: 1 } });
    expect(await inspect(cloud).productReport(sent)).toContain('completed');
  });

  it('returns only the record that failed, from the middle of a batch', async () => {
    fault = ({ body }) => (body.includes('Unlucky') ? REFUSED : undefined);
    const bad = sqsRecord(message({ product: { name: 'Unlucky' } }));
    expect(await invoke(sqsRecord(message()), bad, sqsRecord(message()))).toEqual({
      batchItemFailures: [{ itemIdentifier: bad.messageId }],
    });
    expect(printed.filter((line) => line['messageId'] === bad.messageId)).toMatchObject([
      { level: 'WARN', message: 'Record returned to the queue', passing: true },
    ]);
    expect(named('Products saved')).toMatchObject([{ saved: 2 }]);
  });

  it('returns all records of a batch when all fail', async () => {
    fault = () => REFUSED;
    const records = [sqsRecord(message()), sqsRecord(message())];
    expect(await invoke(...records)).toEqual({
      batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
  });

  it('returns all records of a batch that can’t even be begun, and logs why', async () => {
    const [good, broken] = [
      sqsRecord(message()),
      { ...sqsRecord(message()), attributes: undefined as never },
    ];
    expect(await invoke(good, broken)).toEqual({
      batchItemFailures: [{ itemIdentifier: good.messageId }, { itemIdentifier: broken.messageId }],
    });
    expect(printed).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'Batch failed' }));
  });

  it('returns no records of an empty batch', async () => {
    expect(await invoke()).toEqual({ batchItemFailures: [] });
  });

  it('saves once when the answer to a write is lost and the client repeats it', async () => {
    let lost = 0;
    fault = ({ body }) => (body.includes('Lost') && (lost += 1) === 1 ? 'lose' : undefined);
    const sent = message({ product: { name: 'Lost' } });
    expect(await invoke(sqsRecord(sent))).toEqual({ batchItemFailures: [] });
    expect(lost).toBeGreaterThan(1);
    expect(await inspect(cloud).product(sent)).toHaveProperty('version', 1);
    expect(await inspect(cloud).record(sent)).toMatchObject({ result: { outcome: 'saved', version: 1 } });
    expect(named('Products saved')).toMatchObject([
      { repeated: 1, submissions: [{ submissionId: sent.submissionId, repeated: [0] }] },
    ]);
  });

  it('logs in one line which items of which submissions were saved, and in another each report', async () => {
    const [first, second] = submission([{ name: 'Secret' }, { name: 'Secret' }], request);
    const single = message();
    await invoke(sqsRecord(first!), sqsRecord(second!), sqsRecord(single));
    expect(printed).toEqual([
      {
        level: 'INFO',
        message: 'Products saved',
        saved: 3,
        slowestMs: expect.any(Number) as number,
        submissions: [
          { submissionId: first!.submissionId, ...request, created: [0, 1] },
          { submissionId: single.submissionId, requestId: 'request-1', created: [0] },
        ],
      },
      { level: 'INFO', message: 'Report written', submissionId: first!.submissionId, ...request },
    ]);
    expect(JSON.stringify(printed)).not.toContain('Secret');
  });

  it('logs how often an item was delivered, if more than once', async () => {
    const [first, second] = submission([{}, {}]);
    await invoke(sqsRecord(first!, { receiveCount: 2 }), sqsRecord(second!, { receiveCount: 3 }));
    await invoke(sqsRecord(message()));
    expect(named('Products saved')).toMatchObject([
      { submissions: [{ receiveCount: 3, created: [0, 1] }] },
      { submissions: [{ created: [0] }] },
    ]);
    expect(JSON.stringify(named('Products saved')[1])).not.toContain('receiveCount');
  });

  it('logs each request of a submission that was repeated under its key', async () => {
    const [first, second] = submission([{}, {}], { requestId: 'first try' });
    await invoke(sqsRecord(first!), sqsRecord({ ...second!, requestId: 'second try' }));
    expect(named('Products saved')).toMatchObject([
      {
        submissions: [
          { requestId: 'first try', created: [0] },
          { requestId: 'second try', created: [1] },
        ],
      },
    ]);
  });

  it('logs a record that returns to the queue, its item and its request, but no product data', async () => {
    fault = () => REFUSED;
    const sent = message({ ...request, product: { name: 'Secret' } });
    const record = sqsRecord(sent);
    await invoke(record);
    expect(linesOf(sent.submissionId)).toEqual([
      expect.objectContaining({
        level: 'WARN',
        message: 'Record returned to the queue',
        passing: true,
        messageId: record.messageId,
        receiveCount: 1,
        index: 0,
        productId: productIdOf(sent),
        requestId: 'request-7',
        traceparent: request.traceparent,
      }),
    ]);
    expect(JSON.stringify(printed)).not.toContain('Secret');
  });

  it('counts the outcome of each product, and measures the time from its acceptance', async () => {
    const now = Date.now();
    const older = message({ acceptedAt: new Date(now - 2000).toISOString(), product: { sku: 'TEA-2' } });
    const newer = message({ acceptedAt: new Date(now - 1000).toISOString(), product: { sku: 'TEA-2' } });
    await invoke(sqsRecord(newer));
    const [line] = named('Products saved');
    expect(line).toMatchObject({ saved: 1 });
    expect(line?.['slowestMs']).toBeGreaterThanOrEqual(1000);
    expect(line?.['slowestMs']).toBeLessThanOrEqual(Date.now() - now + 1000);
    printed = [];
    await invoke(sqsRecord(older), sqsRecord(newer), sqsRecord('{'));
    expect(named('Products saved')).toMatchObject([{ superseded: 1, repeated: 1 }]);
    expect(named('Products saved')[0]).not.toHaveProperty('slowestMs');
    expect(named('Product failed')).toHaveLength(1);
  });
});
