import { availableParallelism } from 'node:os';

import type { FunctionSpec } from '../model.ts';
import { UNRESERVED_CONCURRENCY } from './invoke-limits.ts';

/**
 * Limits a function's instances to one more than there are cores: an instance is a thread, and more of them starve the thread of the
 * emulators, for which they all wait. `availableParallelism` respects affinity and cgroups.
 */
export function limitInstances(
  { reservedConcurrency = UNRESERVED_CONCURRENCY }: Pick<FunctionSpec, 'reservedConcurrency'>,
  cores = availableParallelism(),
): number {
  return Math.max(1, Math.min(reservedConcurrency, cores + 1));
}

/**
 * Limits the batches that one of a function's mappings delivers at a time, so that it leaves an instance to each other one. Batches that
 * wait for an instance would only keep their messages hidden.
 */
export function limitDeliveries(instances: number, mappings: number): number {
  return Math.max(1, instances - (mappings - 1));
}
