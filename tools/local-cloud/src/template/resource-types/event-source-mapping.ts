import { z } from 'zod';
import type { EventSourceMappingSpec } from '../../model.ts';
import { wholeNumber, type ResourceType } from './resource-type.ts';

const Properties = z.strictObject({
  BatchSize: wholeNumber.default(10),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: wholeNumber.default(0),
  ScalingConfig: z.strictObject({ MaximumConcurrency: wholeNumber.optional() }).optional(),
});

/**
 * Support for mappings. Lambda's limits for the numbers are checked when a mapping starts.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export const eventSourceMappingType = {
  honoured: Properties,
  ignored: { Tags: 'description', MetricsConfig: 'metrics' },
  physicalName: { maxLength: 255 },
  ref: ({ name }) => name,
  attributes: {},
} satisfies ResourceType;

export function toEventSourceMappingSpec(
  id: string,
  properties: z.output<typeof Properties>,
): EventSourceMappingSpec {
  const maximumConcurrency = properties.ScalingConfig?.MaximumConcurrency;
  return {
    id,
    queueArn: properties.EventSourceArn,
    // Takes a name or an ARN, whose last part is the name.
    functionName: properties.FunctionName.split(':').at(-1) ?? '',
    batchSize: properties.BatchSize,
    maximumBatchingWindowSeconds: properties.MaximumBatchingWindowInSeconds,
    ...(maximumConcurrency !== undefined && { maximumConcurrency }),
    reportBatchItemFailures: properties.FunctionResponseTypes.length > 0,
    enabled: properties.Enabled,
  };
}
