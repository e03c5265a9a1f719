import { z } from 'zod';
import type { ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export const bucketType = {
  honoured: z.strictObject({ BucketName: z.string().optional() }),
  ignored: {
    BucketEncryption: 'encryption at rest',
    LifecycleConfiguration: 'objects outlive it',
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
