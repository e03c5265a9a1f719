import type { SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startCloud, type Cloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { message } from './testing/messages.ts';
import { lambdaContext, sqsRecord } from './testing/lambda.ts';

describe('handler', () => {
  let cloud: Cloud;
  let invoke: (...records: SQSEvent['Records']) => Promise<unknown>;

  beforeAll(async () => {
    cloud = await startCloud();
    const { handler } = await import('./handler.ts');
    invoke = (...Records) => handler({ Records }, lambdaContext());
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await cloud.close();
  });

  it('saves a product, settles its submission and writes the report', async () => {
    const submitted = message({ product: { sku: 'TEA-1' } });
    expect(await invoke(sqsRecord(submitted))).toEqual({ batchItemFailures: [] });

    expect(await inspect(cloud).product(submitted)).toMatchObject({
      name: 'Teapot',
      price: 24.5,
      version: 1,
    });
    expect(await inspect(cloud).record(submitted)).toMatchObject({
      saved: new Set([0]),
      settlements: 1,
      reportedSettlements: 1,
    });
    expect(await inspect(cloud).report(submitted)).toMatchObject({ summary: { status: 'completed' } });
  });

  it('hands back only the record that failed, and none of a batch of none', async () => {
    const good = sqsRecord(message());
    const garbage = sqsRecord('{');
    expect(await invoke(good, garbage)).toEqual({ batchItemFailures: [] });
    expect(await inspect(cloud).deadLetters()).toMatchObject([
      { body: '{', attributes: { code: { StringValue: 'MESSAGE_NOT_JSON' } } },
    ]);
    expect(await invoke()).toEqual({ batchItemFailures: [] });
  });
});
