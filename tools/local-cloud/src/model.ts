import type { GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { CorsRule } from './emulators/s3/cors-rule.ts';

/** Resources that templates declare, as plain values without intrinsic functions. */
export interface CloudModel {
  readonly tables: readonly TableSpec[];
  readonly queues: readonly QueueSpec[];
  readonly buckets: readonly BucketSpec[];
  readonly functions: readonly FunctionSpec[];
  readonly mappings: readonly EventSourceMappingSpec[];
  readonly metricFilters: readonly MetricFilterSpec[];
}

export interface TableSpec {
  readonly name: string;
  readonly keySchema: readonly { readonly AttributeName: string; readonly KeyType: 'HASH' | 'RANGE' }[];
  readonly attributeDefinitions: readonly {
    readonly AttributeName: string;
    readonly AttributeType: 'S' | 'N' | 'B';
  }[];
  readonly globalSecondaryIndexes?: readonly GlobalSecondaryIndex[];
}

export interface QueueSpec {
  readonly name: string;
  readonly arn: string;
  /** As `CreateQueue` takes them: strings, `RedrivePolicy` as JSON. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface BucketSpec {
  readonly name: string;
  /** None: no page of another origin may use it. */
  readonly corsRules?: readonly CorsRule[];
}

export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  /** The unpacked deployment package: an absolute path. */
  readonly codeDirectory: string;
  /** `file.export`, as in `AWS::Lambda::Function`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  /** Name of the log group that its lines go to. */
  readonly logGroup: string;
  /** Set when `codeDirectory` is a build for development in place of the deployment package. */
  readonly development?: Pick<DevelopmentBuild, 'compileCache'>;
}

/** Code of a function that is being worked on: it may load modules from outside, and its stack traces name source lines by source maps. */
export interface DevelopmentBuild {
  readonly codeDirectory: string;
  /** Directory for V8's compiled code. Each build adds to it, so it should go with them. */
  readonly compileCache: string;
}

export interface EventSourceMappingSpec {
  readonly id: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly maximumBatchingWindowSeconds: number;
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
  readonly enabled: boolean;
}

/** A metric made of the log lines that match a pattern. */
export interface MetricFilterSpec {
  /** Name of the log group whose lines it reads. */
  readonly logGroup: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
  /** Value of each line, or the field that holds it. */
  readonly value: number | { readonly field: string };
  /** Fields that hold the values, by the name of the dimension. */
  readonly dimensions: Readonly<Record<string, string>>;
}
