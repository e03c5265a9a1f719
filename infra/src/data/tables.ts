import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/**
 * Makes the tables of products and of submissions. Neither has an index: everything is found by an id that can be computed, and an
 * index on a value with few distinct values would cap the intake at what one partition can write.
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
