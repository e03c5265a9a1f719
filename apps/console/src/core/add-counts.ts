import type { Submission } from '@async-catalog/client';

type Counts = Submission['counts'];

const NONE: Counts = { total: 0, saved: 0, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 0 };

/** Adds up the counts of several submissions. */
export function addCounts(all: readonly Counts[]): Counts {
  const names = Object.keys(NONE) as (keyof Counts)[];
  return all.reduce(
    (sum, counts) => Object.fromEntries(names.map((name) => [name, sum[name] + counts[name]])) as Counts,
    NONE,
  );
}
