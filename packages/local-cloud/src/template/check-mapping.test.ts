import { describe, expect, it } from 'vitest';
import type { EventSourceMappingSpec } from '../model.ts';
import { checkMapping } from './check-mapping.ts';

const mapping: EventSourceMappingSpec = {
  id: 'Mapping',
  queueArn: 'arn:queue',
  functionName: 'Worker',
  batchSize: 10,
  maximumBatchingWindowSeconds: 0,
  reportBatchItemFailures: true,
  enabled: true,
};

function problems({
  visibility,
  timeoutSeconds = 3,
  ...changes
}: Partial<EventSourceMappingSpec> & { visibility?: string; timeoutSeconds?: number }) {
  const attributes = visibility === undefined ? {} : { VisibilityTimeout: visibility };
  const lambda = {
    name: 'Worker',
    arn: '',
    codeDirectory: '',
    handler: '',
    timeoutSeconds,
    memoryMb: 128,
    environment: {},
  };
  return checkMapping(
    { ...mapping, ...changes },
    [{ name: 'q', arn: 'arn:queue', attributes }],
    [lambda],
  ).map(([property]) => property);
}

describe('checkMapping', () => {
  it('refuses a visibility timeout below the timeout of the function', () => {
    expect(problems({ visibility: '29', timeoutSeconds: 30 })).toEqual(['EventSourceArn']);
    expect(problems({ visibility: '30', timeoutSeconds: 30 })).toEqual([]);
  });

  it('takes 30 seconds for the visibility timeout of a queue that says nothing', () => {
    expect(problems({ timeoutSeconds: 31 })).toEqual(['EventSourceArn']);
    expect(problems({ timeoutSeconds: 30 })).toEqual([]);
  });

  it('refuses a batch of more than 10 without a window of a second', () => {
    expect(problems({ batchSize: 11 })).toEqual(['BatchSize']);
    expect(problems({ batchSize: 10 })).toEqual([]);
    expect(problems({ batchSize: 11, maximumBatchingWindowSeconds: 1 })).toEqual([]);
  });
});
