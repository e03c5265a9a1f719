import { z } from 'zod';
import { Findings } from './findings.ts';

export const Machine = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryGb: z.number(),
  system: z.string(),
});
export type Machine = z.infer<typeof Machine>;

/** One part's run, as stored in `results/`. */
export const Result = z.object({
  part: z.string(),
  startedAt: z.iso.datetime(),
  tookSeconds: z.number(),
  /** Marks a run with fewer rounds, which only shows that the benchmark works. */
  quick: z.boolean(),
  machine: Machine,
  /** Versions of Node and of everything that was measured, by name. */
  versions: z.record(z.string(), z.string()),
  findings: Findings,
});
export type Result = z.infer<typeof Result>;
