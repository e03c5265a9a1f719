import type { AwsExchange } from '@async-catalog/local-cloud/testing';
import { describe, expect, it } from 'vitest';
import { recordedCallOf } from './recorded-call.ts';
import { createRecorder } from './recorder.ts';

function exchange(overrides: Partial<AwsExchange>): AwsExchange {
  return {
    method: 'POST',
    url: '/',
    headers: {},
    operation: undefined,
    status: 200,
    body: Buffer.alloc(0),
    answer: Buffer.alloc(0),
    ...overrides,
  };
}

const update = exchange({
  headers: { 'x-amz-target': 'DynamoDB_20120810.UpdateItem' },
  body: Buffer.from('{"TableName":"T","ReturnConsumedCapacity":"TOTAL"}'),
});

describe('recordedCallOf', () => {
  it('leaves the request for consumed capacity out of DynamoDB’s input', () => {
    expect(recordedCallOf(update, 2)).toEqual({
      service: 'DynamoDB',
      action: 'UpdateItem',
      by: '',
      after: 2,
      input: { TableName: 'T' },
    });
  });

  it('reads bucket, key and body of an object from the wire', () => {
    const put = exchange({
      method: 'PUT',
      url: '/bucket/reports/a%20b.json?x-id=PutObject',
      body: Buffer.from('{}'),
    });
    expect(recordedCallOf(put, 0)).toMatchObject({
      action: 'PutObject',
      input: { Bucket: 'bucket', Key: 'reports/a b.json', Body: '{}' },
    });
  });

  it('reads the prefix of a list', () => {
    const list = exchange({ method: 'GET', url: '/bucket?list-type=2&prefix=reports%2F1%2F' });
    expect(recordedCallOf(list, 0).input).toEqual({ Bucket: 'bucket', Prefix: 'reports/1/' });
    const all = exchange({ method: 'GET', url: '/bucket/?list-type=2' });
    expect(recordedCallOf(all, 0).input).toEqual({ Bucket: 'bucket' });
  });

  it('reads function and payload of an invocation', () => {
    const invoke = exchange({
      url: '/2015-03-31/functions/Processor/invocations',
      body: Buffer.from('{"a":1}'),
    });
    expect(recordedCallOf(invoke, 0).input).toEqual({ FunctionName: 'Processor', Payload: '{"a":1}' });
  });
});

const by = (name: string) =>
  exchange({ ...update, headers: { ...update.headers, 'user-agent': `js app/${name}` } });

describe('createRecorder', () => {
  it('keeps the order in which calls were made, and how many were answered before each', () => {
    const recorder = createRecorder();
    const first = recorder.begin(update);
    const second = recorder.begin(update);
    second(update);
    const third = recorder.begin(update);
    third(update);
    first(update);
    expect(recorder.take().map(({ after }) => after)).toEqual([0, 0, 1]);
    expect(recorder.take()).toEqual([]);
  });

  it('counts for each function only what it was itself answered', () => {
    const recorder = createRecorder();
    recorder.begin(by('Api'))(by('Api'));
    const invoke = recorder.begin(by('Api'));
    recorder.begin(by('Processor'))(by('Processor'));
    invoke(by('Api'));
    recorder.begin(by('Api'))(by('Api'));
    expect(recorder.take().map((call) => [call.by, call.after])).toEqual([
      ['Api', 0],
      ['Api', 1],
      ['Processor', 0],
      ['Api', 2],
    ]);
  });
});
