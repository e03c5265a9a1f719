import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageConfig } from '../config.ts';
import { shareValue } from '../shared-values.ts';

/** Lists the names of the tables. */
export function tableNamesOf({ namePrefix }: StageConfig): string[] {
  return ['ProductTable', 'SubmissionTable', 'ImportTable', 'ListTable', 'LimitTable'].map(
    (name) => `${namePrefix}${name}`,
  );
}

/**
 * Creates the tables of products, submissions and imports, that of the lists of them, and that of what callers use. None has an index: it would lag behind its table, so
 * that a list lacked what was just accepted, and would cost as much as a table of entries (docs/adr/0028).
 */
export function createTables(scope: Construct, stage: StageConfig, removalPolicy: RemovalPolicy): void {
  const common: TableProps = {
    partitionKey: { name: 'id', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.keepsData,
    removalPolicy,
  };
  const [
    productTableName = '',
    submissionTableName = '',
    importTableName = '',
    listTableName = '',
    limitTableName = '',
  ] = tableNamesOf(stage);
  shareValue(scope, stage, 'product-table/name', productTableName);
  shareValue(scope, stage, 'submission-table/name', submissionTableName);
  shareValue(scope, stage, 'import-table/name', importTableName);
  shareValue(scope, stage, 'list-table/name', listTableName);
  shareValue(scope, stage, 'limit-table/name', limitTableName);

  // A table that is protected against deletion would keep a failed first deployment from being undone. So tables come after everything else.
  const others = [...scope.node.children];
  // Only what is left of a deleted product has it, and what notes that a product is missing.
  const products = new Table(scope, 'ProductTable', {
    ...common,
    tableName: productTableName,
    timeToLiveAttribute: 'expiresAt',
  });
  products.node.addDependency(...others);
  const submissions = new Table(scope, 'SubmissionTable', {
    ...common,
    tableName: submissionTableName,
    timeToLiveAttribute: 'expiresAt',
  });
  submissions.node.addDependency(products);
  const imports = new Table(scope, 'ImportTable', {
    ...common,
    tableName: importTableName,
    timeToLiveAttribute: 'expiresAt',
  });
  imports.node.addDependency(submissions);
  const lists = new Table(scope, 'ListTable', {
    ...common,
    tableName: listTableName,
    partitionKey: { name: 'list', type: AttributeType.STRING },
    sortKey: { name: 'entry', type: AttributeType.STRING },
    timeToLiveAttribute: 'expiresAt',
  });
  lists.node.addDependency(imports);
  const limits = new Table(scope, 'LimitTable', {
    ...common,
    tableName: limitTableName,
    partitionKey: { name: 'window', type: AttributeType.STRING },
    // A count is worth nothing after its second or day: a table without counts only begins the windows anew.
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
    timeToLiveAttribute: 'expiresAt',
  });
  acknowledge(limits, 'DDB3', 'Counts of the current second and day; nothing in it is worth recovering.');
  limits.node.addDependency(lists);
}
