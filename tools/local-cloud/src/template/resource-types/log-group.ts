import { z } from 'zod';
import { localArn } from '../../local-account.ts';
import type { ResourceType } from './resource-type.ts';

/**
 * Names where lines go, for functions and metric filters to refer to. Nothing is kept.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
 */
export const logGroupType = {
  honoured: z.strictObject({ LogGroupName: z.string().optional() }),
  ignored: {
    KmsKeyId: 'encryption at rest',
    LogGroupClass: 'price',
    RetentionInDays: 'lines go to `onLog`, and are not kept',
    Tags: 'description',
  },
  physicalName: { property: 'LogGroupName', maxLength: 512 },
  ref: ({ name }) => name,
  attributes: { Arn: ({ name }) => localArn('logs', `log-group:${name}:*`) },
} satisfies ResourceType;
