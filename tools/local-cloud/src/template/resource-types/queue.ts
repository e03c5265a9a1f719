import { z } from 'zod';
import { localArn, queueUrl } from '../../local-account.ts';
import type { QueueSpec } from '../../model.ts';
import { wholeNumber, type ResourceType } from './resource-type.ts';

const Properties = z.strictObject({
  QueueName: z.string().optional(),
  DelaySeconds: wholeNumber.optional(),
  MaximumMessageSize: wholeNumber.optional(),
  // Passed to SQS, but fauxqs deletes nothing by age.
  MessageRetentionPeriod: wholeNumber.optional(),
  ReceiveMessageWaitTimeSeconds: wholeNumber.optional(),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: wholeNumber }).optional(),
  VisibilityTimeout: wholeNumber.optional(),
});

/**
 * Refuses FIFO queues, for which event source mappings have other rules.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
 */
export const queueType = {
  honoured: Properties,
  ignored: {
    KmsDataKeyReusePeriodSeconds: 'encryption at rest',
    KmsMasterKeyId: 'encryption at rest',
    RedriveAllowPolicy: 'access control',
    SqsManagedSseEnabled: 'encryption at rest',
    Tags: 'description',
  },
  physicalName: { property: 'QueueName', maxLength: 80 },
  ref: ({ sqsEndpoint, name }) => queueUrl(sqsEndpoint, name),
  attributes: {
    Arn: ({ name }) => localArn('sqs', name),
    QueueName: ({ name }) => name,
    QueueUrl: ({ sqsEndpoint, name }) => queueUrl(sqsEndpoint, name),
  },
} satisfies ResourceType;

export function toQueueSpec(name: string, properties: z.output<typeof Properties>): QueueSpec {
  const { QueueName: _, RedrivePolicy, ...numbers } = properties;
  const attributes = Object.entries(numbers).map(([attribute, value]) => [attribute, String(value)]);
  return {
    name,
    arn: localArn('sqs', name),
    attributes: {
      ...Object.fromEntries(attributes),
      ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    },
  };
}
