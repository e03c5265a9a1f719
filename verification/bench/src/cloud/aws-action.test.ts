import type { AwsExchange } from '@async-catalog/local-cloud/testing';
import { describe, expect, it } from 'vitest';
import { askForCapacity, awsActionOf } from './aws-action.ts';
import { createCounts } from './counts.ts';

function exchange(
  overrides: Partial<Omit<AwsExchange, 'body' | 'answer'>> & {
    asked?: unknown;
    answered?: unknown;
  },
): AwsExchange {
  const { asked = {}, answered = {}, ...rest } = overrides;
  return {
    method: 'POST',
    url: '/',
    headers: {},
    operation: undefined,
    status: 200,
    body: Buffer.from(JSON.stringify(asked)),
    answer: Buffer.from(JSON.stringify(answered)),
    ...rest,
  };
}

const target = (name: string) => ({ headers: { 'x-amz-target': name } });

function sendBatch(bytes: number) {
  const asked = { Entries: [{ MessageBody: 'x'.repeat(bytes - 1) }, { MessageBody: 'y' }] };
  return awsActionOf(exchange({ ...target('AmazonSQS.SendMessageBatch'), asked }));
}

function receive(Messages: unknown[]) {
  return awsActionOf(exchange({ ...target('AmazonSQS.ReceiveMessage'), answered: { Messages } }));
}

describe('awsActionOf', () => {
  it('counts the capacity that DynamoDB says it consumed', () => {
    const answered = { ConsumedCapacity: { CapacityUnits: 3 } };
    expect(awsActionOf(exchange({ ...target('DynamoDB_20120810.UpdateItem'), answered }))).toEqual({
      service: 'DynamoDB',
      action: 'UpdateItem',
      units: 3,
    });
  });

  it('counts a unit of a conditional write that is refused', () => {
    const answered = { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' };
    const refused = exchange({ ...target('DynamoDB_20120810.UpdateItem'), status: 400, answered });
    expect(awsActionOf(refused)).toMatchObject({ action: 'UpdateItem', units: 1 });
  });

  it('counts the capacity of each table of a batch', () => {
    const answered = { ConsumedCapacity: [{ CapacityUnits: 3 }, { CapacityUnits: 0.5 }] };
    const batch = exchange({ ...target('DynamoDB_20120810.BatchGetItem'), answered });
    expect(awsActionOf(batch)).toMatchObject({ action: 'BatchGetItem', units: 3.5 });
  });

  it('counts a batch for SQS by chunks of 64 KiB of its messages together', () => {
    expect(sendBatch(65_536)).toEqual({ service: 'SQS', action: 'SendMessageBatch', units: 1 });
    expect(sendBatch(65_537).units).toBe(2);
  });

  it('distinguishes a receive that found nothing from one that did', () => {
    expect(receive([]).action).toBe('ReceiveMessage (empty)');
    expect(receive([{ Body: 'x'.repeat(70_000) }])).toMatchObject({ action: 'ReceiveMessage', units: 2 });
  });

  it('knows an invocation by its path', () => {
    const url = '/2015-03-31/functions/CreateProductProcessor/invocations';
    expect(awsActionOf(exchange({ url }))).toEqual({ service: 'Lambda', action: 'Invoke', units: 1 });
  });

  it.each([
    ['PUT', '/reports/reports/1/report.json?x-id=PutObject', 'PutObject'],
    ['GET', '/reports/reports/1/report.json?x-id=GetObject', 'GetObject'],
    ['GET', '/reports/?list-type=2&prefix=x', 'ListObjectsV2'],
    ['HEAD', '/reports/imports/1/source', 'HeadObject'],
    ['HEAD', '/reports', 'HeadBucket'],
    ['HEAD', '/reports/', 'HeadBucket'],
    ['DELETE', '/reports/imports/1/source?uploadId=2', 'AbortMultipartUpload'],
    ['DELETE', '/reports/imports/1/source', 'DeleteObject'],
    ['POST', '/reports/imports/1/source?uploads=', 'CreateMultipartUpload'],
    ['PUT', '/reports/imports/1/source?partNumber=1&uploadId=2', 'UploadPart'],
    ['POST', '/reports/imports/1/source?uploadId=2', 'CompleteMultipartUpload'],
  ])('knows S3’s %s %s as %s', (method, url, action) => {
    const object = { ...exchange({ method, url }), answer: Buffer.from('<not json>') };
    expect(awsActionOf(object)).toEqual({ service: 'S3', action, units: 1 });
  });
});

describe('askForCapacity', () => {
  it('asks DynamoDB, and no other service', () => {
    const asked = { TableName: 'T' };
    const body = askForCapacity(exchange({ ...target('DynamoDB_20120810.UpdateItem'), asked }));
    expect(JSON.parse(String(body))).toEqual({ TableName: 'T', ReturnConsumedCapacity: 'TOTAL' });
    const other = exchange({ ...target('AmazonSQS.SendMessage'), asked });
    expect(askForCapacity(other)).toBe(other.body);
  });
});

describe('createCounts', () => {
  it('adds up by action, and starts again when taken', () => {
    const counts = createCounts();
    counts.add({ service: 'SQS', action: 'SendMessage', units: 1 });
    counts.add({ service: 'SQS', action: 'SendMessage', units: 3 });
    counts.add({ service: 'S3', action: 'PutObject', units: 1 });
    expect(counts.take()).toEqual([
      { service: 'SQS', action: 'SendMessage', requests: 2, units: 4 },
      { service: 'S3', action: 'PutObject', requests: 1, units: 1 },
    ]);
    expect(counts.take()).toEqual([]);
  });
});
