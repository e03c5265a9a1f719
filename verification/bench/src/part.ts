import type { Findings } from './results/findings.ts';
import type { Progress } from './progress.ts';

export interface RunContext {
  /** Runs few rounds and small sizes, to check that the benchmark works. */
  readonly quick: boolean;
  readonly progress: Progress;
}

/** One part of the benchmark. */
export interface Part {
  /** The name on the command line. */
  readonly name: string;
  readonly title: string;
  /** Method of the measurement, in Markdown. */
  readonly method: string;
  /** Steps that would reach a missed target, in Markdown. */
  readonly ifMissed?: string;
  /** Needs neither bundles nor the assembly, so that it starts at once. */
  readonly standalone?: true;
  /** Has nothing to compare in rounds, and takes its time whatever the size: not in a quick run, unless it is named. */
  readonly notQuick?: true;
  /** Packages whose versions are stored with the result. */
  readonly packages: readonly string[];
  readonly run: (context: RunContext) => Promise<Findings>;
}
