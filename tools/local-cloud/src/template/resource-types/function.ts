import { z } from 'zod';
import { localArn } from '../../local-account.ts';
import type { FunctionSpec } from '../../model.ts';
import { wholeNumber, type ResourceType } from './resource-type.ts';

const environmentValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const Properties = z.strictObject({
  FunctionName: z.string().optional(),
  // S3Bucket is where a deployment would put the file; the assembly has it under S3Key.
  Code: z.strictObject({ S3Bucket: z.unknown().optional(), S3Key: z.string() }),
  Environment: z.strictObject({ Variables: z.record(z.string(), environmentValue).default({}) }).optional(),
  Handler: z.string(),
  // Lines go to `onLog` as the function writes them, in either format.
  LoggingConfig: z
    .strictObject({ LogGroup: z.string().optional(), LogFormat: z.enum(['JSON', 'Text']).optional() })
    .optional(),
  MemorySize: wholeNumber.default(128),
  PackageType: z.literal('Zip').optional(),
  ReservedConcurrentExecutions: wholeNumber.optional(),
  // Functions run on the Node of this process.
  Runtime: z.literal(`nodejs${process.versions.node.split('.')[0]}.x`),
  Timeout: wholeNumber.default(3),
});

/**
 * @see
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export const functionType = {
  honoured: Properties,
  ignored: {
    Architectures: 'JavaScript runs the same on each',
    CodeSigningConfigArn: 'access control',
    Description: 'description',
    KmsKeyArn: 'encryption at rest',
    Role: 'access control',
    Tags: 'description',
    TracingConfig: 'traces',
  },
  physicalName: { property: 'FunctionName', maxLength: 64 },
  ref: ({ name }) => name,
  attributes: { Arn: ({ name }) => localArn('lambda', `function:${name}`) },
} satisfies ResourceType;

/**
 * Converts a function's properties. `codeDirectory` is the directory in the assembly that `Code` refers to.
 */
export function toFunctionSpec(
  name: string,
  properties: z.output<typeof Properties>,
  codeDirectory: string,
): FunctionSpec {
  const { Environment, Handler, LoggingConfig, MemorySize, ReservedConcurrentExecutions, Timeout } =
    properties;
  return {
    name,
    arn: localArn('lambda', `function:${name}`),
    codeDirectory,
    handler: Handler,
    timeoutSeconds: Timeout,
    memoryMb: MemorySize,
    environment: Environment?.Variables ?? {},
    ...(ReservedConcurrentExecutions !== undefined && { reservedConcurrency: ReservedConcurrentExecutions }),
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
  };
}
