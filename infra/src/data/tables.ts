import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/**
 * Creates the tables of products and submissions. They have no index: every id can be computed, and an index on a value with few distinct
 * values would limit the intake to the writes of one partition.
 */
export function createTables(scope: Construct, stage: StageConfig, removalPolicy: RemovalPolicy): Table[] {
  const common: TableProps = {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.keepsData,
    removalPolicy,
  };
  const products = new Table(scope, 'ProductTable', {
    ...common,
    tableName: `${stage.namePrefix}ProductTable`,
  });
  const submissions = new Table(scope, 'SubmissionTable', {
    ...common,
    tableName: `${stage.namePrefix}SubmissionTable`,
    timeToLiveAttribute: 'expiresAt',
  });

  shareValue(scope, stage, 'product-table/name', products.tableName);
  shareValue(scope, stage, 'submission-table/name', submissions.tableName);
  return [products, submissions];
}
