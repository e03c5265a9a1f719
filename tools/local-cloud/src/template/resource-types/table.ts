import { z } from 'zod';
import { localArn } from '../../local-account.ts';
import type { TableSpec } from '../../model.ts';
import type { ResourceType } from './resource-type.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const Properties = z.strictObject({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  // Provisioned throughput would throttle on AWS, and dynalite never does.
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'INCLUDE', 'KEYS_ONLY']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  KeySchema,
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export const tableType = {
  honoured: Properties,
  ignored: {
    ContributorInsightsSpecification: 'metrics',
    DeletionProtectionEnabled: 'nothing deletes a local table',
    PointInTimeRecoverySpecification: 'backup',
    ResourcePolicy: 'access control',
    SSESpecification: 'encryption at rest',
    TableClass: 'price',
    Tags: 'description',
    // On AWS as well, readers find items that have expired until DynamoDB gets to them:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-expired-items.html
    TimeToLiveSpecification: 'items outlive it',
  },
  physicalName: { property: 'TableName', maxLength: 255 },
  ref: ({ name }) => name,
  attributes: { Arn: ({ name }) => localArn('dynamodb', `table/${name}`) },
} satisfies ResourceType;

export function toTableSpec(name: string, properties: z.output<typeof Properties>): TableSpec {
  const { AttributeDefinitions, GlobalSecondaryIndexes, KeySchema: keySchema } = properties;
  return {
    name,
    keySchema,
    attributeDefinitions: AttributeDefinitions,
    ...(GlobalSecondaryIndexes && { globalSecondaryIndexes: GlobalSecondaryIndexes }),
  };
}
