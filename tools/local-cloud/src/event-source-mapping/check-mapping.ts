import { z } from 'zod';

import type { EventSourceMappingSpec } from '../model.ts';
import { EventSourceMappingError } from './event-source-mapping-error.ts';

/**
 * Settings that `CreateEventSourceMapping` accepts for a standard queue.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 */
const Mapping = z
  .object({
    batchSize: z.int().min(1).max(10_000),
    maximumBatchingWindowSeconds: z.int().min(0).max(300),
    maximumConcurrency: z.int().min(2).max(1_000).optional(),
  })
  .refine(
    ({ batchSize, maximumBatchingWindowSeconds }) => batchSize <= 10 || maximumBatchingWindowSeconds >= 1,
    {
      path: ['maximumBatchingWindowSeconds'],
      error: 'A batch size of more than 10 needs a batching window of at least 1 second',
    },
  );

/** @throws {EventSourceMappingError} `INVALID_MAPPING`, naming everything that AWS would refuse. */
export function checkMapping(mapping: EventSourceMappingSpec): void {
  const checked = Mapping.safeParse(mapping);
  if (!checked.success) {
    const problems = z.prettifyError(checked.error);
    throw new EventSourceMappingError('INVALID_MAPPING', `Event source mapping ${mapping.id}:\n${problems}`);
  }
}
