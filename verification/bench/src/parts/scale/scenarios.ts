import { AWS_LIMITS } from './aws-limits.ts';
import type { Configuration } from './simulate.ts';

/** The simulated scenarios, with their settings. */
export const CONFIGURATIONS = {
  'as it ships: 10 at once, a new table': {
    mapping: { mode: 'standard', cap: 10 },
    accountConcurrency: AWS_LIMITS.accountConcurrency,
    table: { warm: AWS_LIMITS.table.newTable, quota: AWS_LIMITS.table.quota },
  },
  'no maximum concurrency, a new table': {
    mapping: { mode: 'standard' },
    accountConcurrency: AWS_LIMITS.accountConcurrency,
    table: { warm: AWS_LIMITS.table.newTable, quota: AWS_LIMITS.table.quota },
  },
  'no maximum concurrency, tables warmed up to 40,000 writes/s': {
    mapping: { mode: 'standard' },
    accountConcurrency: AWS_LIMITS.accountConcurrency,
    table: { warm: 40_000, quota: AWS_LIMITS.table.quota },
  },
  '200 to 2,000 provisioned pollers, quotas raised to 200,000 writes/s and 5,000 invocations': {
    mapping: { mode: 'provisioned', minPollers: 200, maxPollers: 2000 },
    accountConcurrency: 5000,
    table: { warm: 200_000, quota: 200_000 },
  },
} as const satisfies Record<string, Configuration>;
export type ConfigurationName = keyof typeof CONFIGURATIONS;

export const BURSTS = [1_000_000, 10_000_000, 100_000_000] as const;
