import { z } from 'zod';
import type { BucketSpec } from '../../model.ts';
import { wholeNumber, type ResourceType } from './resource-type.ts';

const CorsRule = z.strictObject({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.enum(['GET', 'PUT', 'HEAD', 'POST', 'DELETE'])),
  AllowedHeaders: z.array(z.string()).exactOptional(),
  ExposedHeaders: z.array(z.string()).exactOptional(),
  Id: z.string().optional(),
  MaxAge: wholeNumber.exactOptional(),
});

const Properties = z.strictObject({
  BucketName: z.string().optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(CorsRule) }).optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucketType = {
  honoured: Properties,
  ignored: {
    BucketEncryption: 'encryption at rest',
    LifecycleConfiguration: 'objects and unfinished uploads outlive it',
    LoggingConfiguration: 'access logs',
    OwnershipControls: 'access control',
    PublicAccessBlockConfiguration: 'access control',
    Tags: 'description',
    VersioningConfiguration: 'only the newest version is read; older ones are for recovery by hand',
  },
  physicalName: { property: 'BucketName', maxLength: 63, lowerCase: true },
  ref: ({ name }) => name,
  attributes: { Arn: ({ name }) => `arn:aws:s3:::${name}` },
} satisfies ResourceType;

export function toBucketSpec(name: string, { CorsConfiguration }: z.output<typeof Properties>): BucketSpec {
  return { name, ...(CorsConfiguration && { corsRules: CorsConfiguration.CorsRules }) };
}
