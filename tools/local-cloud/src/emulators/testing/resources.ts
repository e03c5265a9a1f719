import { localArn } from '../../local-account.ts';
import type { StatefulResources } from '../../provisioning/provision.ts';

const deadLetterTargetArn = localArn('sqs', 'dead-letters');

/** One resource of each type, and a dead-letter queue after two receives. */
export const RESOURCES: StatefulResources = {
  queues: [
    {
      name: 'product-queue',
      attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }) },
    },
    { name: 'dead-letters', attributes: {} },
  ],
  tables: [
    {
      name: 'ProductTable',
      keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
  ],
  buckets: [{ name: 'reports' }],
};
