import * as fc from 'fast-check';
import { history } from '../histories.ts';
import { liveThrough } from '../live-through.ts';

export interface Search {
  readonly runs: number;
  readonly seed: number;
  /** Ends the search when this invariant has noticed something. */
  readonly until?: string;
}

/** A history that didn't end in the truth; seed and path lead to it again. */
export interface Bad {
  readonly seed: number;
  readonly path: string;
  readonly untruths: readonly string[];
  readonly happened: readonly string[];
}

export interface Findings {
  readonly livedThrough: number;
  readonly bad: readonly Bad[];
}

/** Lives through histories, the same as the test does, and makes none of them smaller. */
export async function lookForBad({ runs, seed, until }: Search): Promise<Findings> {
  const bad: Bad[] = [];
  let livedThrough = 0;
  await fc.check(
    fc.asyncProperty(history, async (one) => {
      const path = String(livedThrough);
      livedThrough += 1;
      const { untruths, happened } = await liveThrough(one).catch((error: unknown) => ({
        untruths: [String(error)],
        happened: [],
      }));
      if (untruths.length > 0) {
        bad.push({ seed, path, untruths, happened });
      }
      return until === undefined || !noticedBy(untruths).has(until);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  return { livedThrough, bad };
}

/** The invariants that some untruths are named after. */
export function noticedBy(untruths: readonly string[]): ReadonlySet<string> {
  return new Set(
    untruths.map((untruth) => /^(?:after the \w+ redrive, )?(\w+): /.exec(untruth)?.[1] ?? untruth),
  );
}
