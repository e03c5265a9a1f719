import type { Findings } from './results/findings.ts';
import type { Progress } from './progress.ts';

export interface RunContext {
  /** Few rounds and small sizes: to see that it works. */
  readonly quick: boolean;
  readonly progress: Progress;
}

/** One thing that is measured. */
export interface Part {
  /** As it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** What is measured against what, and how; Markdown. */
  readonly method: string;
  /** What it would take to reach a target that is missed; Markdown. */
  readonly ifMissed?: string;
  /** Packages whose versions belong to the result. */
  readonly packages: readonly string[];
  readonly run: (context: RunContext) => Promise<Findings>;
}
