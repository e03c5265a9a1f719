import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Every stage there is. */
export const STAGES = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof STAGES)[number];

/** What differs between stages. What is the same in all of them stands in the stacks and in `worker-settings.ts`. */
export interface StageConfig {
  /** Begins every physical name, so that stages can stand side by side in one account. */
  readonly namePrefix: '' | `${string}-`;
  /** Keeps tables, bucket, queues and logs when their stack goes, and guards tables and stacks against deletion. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /** Whose OIDC tokens the API takes, and what they have to be made for. */
  readonly auth: { readonly issuer: string; readonly audience: string };
}

export const stages: Record<StageName, StageConfig> = {
  dev: {
    namePrefix: '',
    keepsData: false,
    logRetention: RetentionDays.ONE_WEEK,
    auth: {
      issuer: 'https://auth.dev.async-catalog.example',
      audience: 'https://api.dev.async-catalog.example',
    },
  },
  staging: {
    namePrefix: 'staging-',
    keepsData: false,
    logRetention: RetentionDays.ONE_MONTH,
    auth: {
      issuer: 'https://auth.staging.async-catalog.example',
      audience: 'https://api.staging.async-catalog.example',
    },
  },
  prod: {
    namePrefix: 'prod-',
    keepsData: true,
    logRetention: RetentionDays.THREE_MONTHS,
    auth: { issuer: 'https://auth.async-catalog.example', audience: 'https://api.async-catalog.example' },
  },
};
