import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { z } from 'zod';
import { acknowledgeWildcard } from './acknowledge.ts';
import { bundledCode } from './bundles.ts';
import type { FunctionName, StageConfig } from './config.ts';
import { createAlarm, MINUTE } from './monitoring/create-alarm.ts';
import { createOwnMetrics } from './monitoring/own-metrics.ts';
import { removalPolicyOf } from './removal-policy.ts';
import { sharedValue } from './shared-values.ts';

/** Variables of an app's own `Env` schema. If one is missing, this package doesn't compile. */
export type EnvironmentOf<Env extends z.ZodType> = { readonly [Name in keyof z.input<Env>]: string };

export interface NodeFunctionProps<Env extends z.ZodType> {
  readonly stage: StageConfig;
  /** Name without the stage's prefix. */
  readonly functionName: FunctionName;
  readonly description: string;
  /** Folder with the built `handler.cjs`. */
  readonly bundle: string;
  readonly timeout: Duration;
  /** A gigabyte by default. */
  readonly memoryMb?: number;
  readonly environment: EnvironmentOf<Env>;
}

export interface Grant {
  /** Purpose, as the statement's id. */
  readonly sid: string;
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
  /** Reason for a wildcard in a resource. Without it, cdk-nag fails the synthesis. */
  readonly wildcard?: string;
}

/** A Lambda function with this project's settings. Its role may write its own log and traces, and whatever {@link allow} adds. */
export class NodeFunction<Env extends z.ZodType> extends LambdaFunction {
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: NodeFunctionProps<Env>) {
    const functionName = `${props.stage.namePrefix}${props.functionName}`;
    // CDK's default role has AWS's managed policy, which may write to every log group.
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.stage.logRetention,
      removalPolicy: removalPolicyOf(props.stage),
    });
    logGroup.grantWrite(role);
    acknowledgeWildcard(role, '*', 'X-Ray has no resource-level permissions.');

    const reservedConcurrentExecutions = props.stage.reservedConcurrency?.[props.functionName];

    super(scope, id, {
      functionName,
      description: props.description,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      code: bundledCode(props.bundle),
      handler: 'handler.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      // The CPU share grows with memory; below a gigabyte, cold starts are slow.
      memorySize: props.memoryMb ?? 1024,
      timeout: props.timeout,
      ...(reservedConcurrentExecutions !== undefined && { reservedConcurrentExecutions }),
      tracing: Tracing.ACTIVE,
      environment: {
        POWERTOOLS_SERVICE_NAME: functionName,
        POWERTOOLS_LOG_LEVEL: 'INFO',
        // Sent with every SDK call: CloudTrail shows it, and the least-privilege test identifies functions by it.
        AWS_SDK_UA_APP_ID: props.functionName,
        ...props.environment,
      },
    });
    this.#role = role;
    createOwnMetrics(this, props.stage, props.functionName, logGroup);
    createAlarm(this, props.stage, sharedValue(this, props.stage, 'alarm-topic/arn'), {
      name: `${kebabCase(props.functionName)}-throttled`,
      impact: 'Lambda throttles the function: it, or the account, is at its concurrency limit.',
      metric: this.metricThrottles({ period: MINUTE }),
      threshold: 1,
      periods: [3, 5],
      runbook: 'function-throttled',
    });
  }

  /** Adds a statement to the function's role. */
  allow({ wildcard, ...statement }: Grant): void {
    this.addToRolePolicy(new PolicyStatement(statement));
    if (wildcard !== undefined) {
      for (const resource of statement.resources) {
        acknowledgeWildcard(this.#role, resource, wildcard);
      }
    }
  }
}

function kebabCase(name: string): string {
  return name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase();
}
