import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createDashboard } from '../monitoring/dashboard.ts';
import { createSavedQueries } from '../monitoring/saved-queries.ts';
import { sharedValue } from '../shared-values.ts';

export interface OperationsStackProps extends StackProps {
  readonly stage: StageConfig;
}

/** Stack for the person on call: the dashboard, with the alarms and functions of the other stacks, and the saved queries. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: OperationsStackProps) {
    super(scope, id, props);
    // By name, because a reference would lock the stacks that they are in.
    const others = scope.node.findAll();
    const alarms = others.filter((one) => one instanceof CfnAlarm).map(({ alarmName }) => alarmName ?? '');
    const functions = others
      .filter((one) => one instanceof CfnFunction)
      .map(({ functionName }) => functionName ?? '');
    createDashboard(this, stage, { apiId: sharedValue(this, stage, 'http-api/id'), alarms, functions });
    createSavedQueries(this, stage, functions);
  }
}
