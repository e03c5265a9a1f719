import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Names of all stages. */
export const STAGES = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof STAGES)[number];

/** Settings that differ between stages; the others are in the stacks and in `worker-settings.ts`. */
export interface StageConfig {
  /** Prefix of every physical name, so that stages can share an account. */
  readonly namePrefix: '' | `${string}-`;
  /** Keeps tables, bucket, queues and logs when their stack is deleted, and protects tables and stacks against deletion. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /** Issuer and audience of the OIDC tokens that the API accepts. */
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
