import { z } from 'zod';
import type { ResourceType } from './resource-type.ts';

/**
 * Carries values between stacks while templates are resolved. There is no local SSM to read them from later.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html
 */
export const parameterType = {
  honoured: z.strictObject({
    Name: z.string().optional(),
    Type: z.literal('String'),
    Value: z.unknown(),
  }),
  ignored: {
    AllowedPattern: 'a check at deployment',
    DataType: 'a check at deployment',
    Description: 'description',
    Tags: 'description',
    Tier: 'price',
  },
  physicalName: { property: 'Name', maxLength: 2048 },
  ref: ({ name }) => name,
  attributes: { Type: () => 'String', Value: ({ property }) => property('Value') },
} satisfies ResourceType;
