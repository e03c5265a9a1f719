import { z } from 'zod';
import { parseFilterPattern } from '../../cloudwatch/filter-pattern.ts';
import type { MetricFilterSpec } from '../../model.ts';
import type { ResourceType } from './resource-type.ts';

const field = z.string().regex(/^\$\.\w+$/, 'only a field of the line, `$.field`, is supported');

const Transformation = z.strictObject({
  Dimensions: z
    .array(z.strictObject({ Key: z.string(), Value: field }))
    .max(3)
    .default([]),
  MetricName: z.string(),
  MetricNamespace: z.string(),
  MetricValue: z.union([z.string().regex(/^\d+$/).transform(Number), field]),
  // Datapoints have no unit here, and are found whatever unit is asked for.
  Unit: z.unknown().optional(),
});

const Properties = z.strictObject({
  FilterName: z.string().optional(),
  FilterPattern: z
    .string()
    .refine(
      (pattern) => parseFilterPattern(pattern) !== undefined,
      'only `{ ($.field = "text") && ($.field >= 0) }` is supported, and `||` in place of each `&&`',
    ),
  LogGroupName: z.string(),
  MetricTransformations: z.array(Transformation).length(1),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html */
export const metricFilterType = {
  honoured: Properties,
  ignored: {},
  physicalName: { property: 'FilterName', maxLength: 512 },
  ref: ({ name }) => name,
  attributes: {},
} satisfies ResourceType;

export function toMetricFilterSpec(properties: z.output<typeof Properties>): MetricFilterSpec[] {
  return properties.MetricTransformations.map((transformation) => ({
    logGroup: properties.LogGroupName,
    pattern: properties.FilterPattern,
    namespace: transformation.MetricNamespace,
    metricName: transformation.MetricName,
    value:
      typeof transformation.MetricValue === 'number'
        ? transformation.MetricValue
        : { field: fieldOf(transformation.MetricValue) },
    dimensions: Object.fromEntries(
      transformation.Dimensions.map(({ Key, Value }) => [Key, fieldOf(Value)] as const),
    ),
  }));
}

function fieldOf(selector: string): string {
  return selector.slice('$.'.length);
}
