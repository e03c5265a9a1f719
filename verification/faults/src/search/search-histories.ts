import * as fc from 'fast-check';
import { history } from '../histories.ts';
import { runHistory } from '../run-history.ts';

export interface Search {
  readonly runs: number;
  readonly seed: number;
  /** Ends the search once this invariant is violated. */
  readonly until?: string;
}

/** A history that violated an invariant; its seed and path replay it. */
export interface ViolatingHistory {
  readonly seed: number;
  readonly path: string;
  readonly violations: readonly string[];
  readonly injected: readonly string[];
}

export interface SearchResult {
  /** The number of histories that ran. */
  readonly histories: number;
  readonly violating: readonly ViolatingHistory[];
}

/** Runs the same histories as the test does, but collects violations instead of shrinking the first one. */
export async function searchHistories({ runs, seed, until }: Search): Promise<SearchResult> {
  const violating: ViolatingHistory[] = [];
  let histories = 0;
  await fc.check(
    fc.asyncProperty(history, async (one) => {
      const path = String(histories);
      histories += 1;
      const { violations, injected } = await runHistory(one).catch((error: unknown) => ({
        violations: [String(error)],
        injected: [],
      }));
      if (violations.length > 0) {
        violating.push({ seed, path, violations, injected });
      }
      return until === undefined || !readInvariants(violations).has(until);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
  return { histories, violating };
}

/** Reads the names of the violated invariants. */
export function readInvariants(violations: readonly string[]): ReadonlySet<string> {
  return new Set(
    violations.map((violation) => /^(?:after the \w+ redrive, )?(\w+): /.exec(violation)?.[1] ?? violation),
  );
}
