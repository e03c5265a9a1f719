import { describe, expect, it } from 'vitest';
import type { EventSourceMappingSpec } from '../model.ts';
import { checkMappingEnds } from './check-mapping-ends.ts';

const mapping: EventSourceMappingSpec = {
  id: 'Mapping',
  queueArn: 'arn:queue',
  functionName: 'Worker',
  batchSize: 10,
  maximumBatchingWindowSeconds: 0,
  reportBatchItemFailures: true,
  enabled: true,
};

function problems({ visibility, timeoutSeconds = 3 }: { visibility?: string; timeoutSeconds?: number }) {
  const queue = {
    name: 'q',
    arn: 'arn:queue',
    attributes: visibility ? { VisibilityTimeout: visibility } : {},
  };
  const lambda = {
    name: 'Worker',
    arn: '',
    codeDirectory: '',
    handler: '',
    memoryMb: 128,
    environment: {},
    logGroup: '',
  };
  return checkMappingEnds(mapping, [queue], [{ ...lambda, timeoutSeconds }]).map(([property]) => property);
}

describe('checkMappingEnds', () => {
  it('refuses a visibility timeout below the timeout of the function', () => {
    expect(problems({ visibility: '29', timeoutSeconds: 30 })).toEqual(['EventSourceArn']);
    expect(problems({ visibility: '30', timeoutSeconds: 30 })).toEqual([]);
  });

  it('assumes a visibility timeout of 30 seconds for a queue that sets none', () => {
    expect(problems({ timeoutSeconds: 31 })).toEqual(['EventSourceArn']);
    expect(problems({ timeoutSeconds: 30 })).toEqual([]);
  });
});
