import { expect, it } from 'vitest';

import type { EventSourceMappingSpec } from '../model.ts';
import { checkMapping } from './check-mapping.ts';

function mapping(overrides: Partial<EventSourceMappingSpec>): EventSourceMappingSpec {
  return {
    id: 'WorkerQueue',
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:product-queue',
    functionName: 'ProductSaverWorker',
    batchSize: 10,
    maximumBatchingWindowSeconds: 0,
    reportBatchItemFailures: true,
    enabled: true,
    ...overrides,
  };
}

it.each<Partial<EventSourceMappingSpec>>([
  { batchSize: 1 },
  { batchSize: 10 },
  { batchSize: 11, maximumBatchingWindowSeconds: 1 },
  { batchSize: 10_000, maximumBatchingWindowSeconds: 300 },
  { maximumConcurrency: 2 },
  { maximumConcurrency: 1_000 },
])('takes %j', (overrides) => {
  expect(() => checkMapping(mapping(overrides))).not.toThrow();
});

it.each<[Partial<EventSourceMappingSpec>, string]>([
  [{ batchSize: 0 }, 'batchSize'],
  [{ batchSize: 10_001, maximumBatchingWindowSeconds: 1 }, 'batchSize'],
  [{ batchSize: 11 }, 'maximumBatchingWindowSeconds'],
  [{ maximumBatchingWindowSeconds: -1 }, 'maximumBatchingWindowSeconds'],
  [{ maximumBatchingWindowSeconds: 301 }, 'maximumBatchingWindowSeconds'],
  [{ maximumBatchingWindowSeconds: 0.5 }, 'maximumBatchingWindowSeconds'],
  [{ maximumConcurrency: 1 }, 'maximumConcurrency'],
  [{ maximumConcurrency: 1_001 }, 'maximumConcurrency'],
])('refuses %j, naming the mapping and the setting', (overrides, setting) => {
  const check = () => checkMapping(mapping(overrides));

  expect(check).toThrow(expect.objectContaining({ code: 'INVALID_MAPPING' }));
  expect(check).toThrow(/WorkerQueue/);
  expect(check).toThrow(setting);
});
