import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createImportQueues } from '../data/import-queues.ts';
import { createProductQueues } from '../data/product-queues.ts';
import { createReportBucket } from '../data/report-bucket.ts';
import { createTables, tableNamesOf } from '../data/tables.ts';
import { createAlarmTopic } from '../monitoring/alarm-topic.ts';
import { createDataAlarms } from '../monitoring/data-alarms.ts';
import { removalPolicyOf } from '../removal-policy.ts';

export interface DataStackProps extends StackProps {
  readonly stage: StageConfig;
}

/** Stack of what the apps share: the queues, the tables, the report bucket, and the topic of the alarms. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, props);
    const removalPolicy = removalPolicyOf(stage);
    const queues = {
      ...createProductQueues(this, stage, removalPolicy),
      ...createImportQueues(this, stage, removalPolicy),
    };
    createDataAlarms(this, stage, createAlarmTopic(this, stage), { ...queues, tables: tableNamesOf(stage) });
    createReportBucket(this, stage, removalPolicy);
    createTables(this, stage, removalPolicy);
  }
}
