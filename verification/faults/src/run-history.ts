import { findViolations, findViolationsAfterRedrive } from './invariants/index.ts';
import { readFacts } from './read-facts.ts';
import type { History } from './simulation/history.ts';
import type { ClientResult } from './simulation/send-request.ts';
import { withWorld } from './simulation/with-world.ts';
import type { World } from './simulation/world.ts';

export interface HistoryOutcome {
  /** Description of each violation; empty if there are none. */
  readonly violations: readonly string[];
  /** The faults that were injected, in order. */
  readonly injected: readonly string[];
  /** Number of times that each fault point was reached. */
  readonly visits: ReadonlyMap<string, number>;
}

/**
 * Runs a history until it is quiet, then twice redrives whatever is in the dead-letter queue, and checks the
 * invariants each time. With `traced`, errors have stack traces.
 */
export async function runHistory(history: History, { traced = false } = {}): Promise<HistoryOutcome> {
  const { stackTraceLimit } = Error;
  // Injected faults throw by the thousand, and collecting stack traces would take most of the time.
  Error.stackTraceLimit = traced ? stackTraceLimit : 0;
  try {
    return await withWorld(history, (world) => run(world, history));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function run(world: World, { firstRedrive }: History): Promise<HistoryOutcome> {
  let results: readonly ClientResult[] = await world.quiesce();
  const { injected, visits } = world.faults;
  let facts = readFacts(world, results);
  const violations = await findViolations(facts);
  if (violations.length > 0) {
    return { violations, injected, visits };
  }
  // Faults that were not reached yet can strike during the first redrive.
  for (const round of ['first redrive', 'last redrive']) {
    if (round === 'last redrive') {
      world.faults.end();
    }
    if (facts.deadLetters.length > 0) {
      const later = await world.redrive(round === 'first redrive' ? firstRedrive : {});
      results = [...results, ...later];
      facts = readFacts(world, results);
      violations.push(
        ...(await findViolations(facts)).map((violation) => `after the ${round}, ${violation}`),
      );
    }
  }
  return { violations: [...violations, ...(await findViolationsAfterRedrive(facts))], injected, visits };
}
