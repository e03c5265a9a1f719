import { factsOf } from './facts.ts';
import { untruthsIn, untruthsLeftIn } from './invariants/index.ts';
import { type History, inWorld, type World } from './simulation/world.ts';

/** What a history ended in. */
export interface End {
  /** What isn't as it should be; nothing, of a good history. */
  readonly untruths: readonly string[];
  /** What went wrong on the way, in order. */
  readonly happened: readonly string[];
  /** How often something came to each point where it can go wrong. */
  readonly passes: ReadonlyMap<string, number>;
}

/**
 * Lives through a history until its dust settles, then redrives what was dead-lettered, until nothing but garbage is left. `traced`:
 * errors say where they were thrown.
 */
export async function liveThrough(history: History, { traced = false } = {}): Promise<End> {
  const { stackTraceLimit } = Error;
  // They are made by the thousand, on purpose, and their traces cost more than anything else about them.
  Error.stackTraceLimit = traced ? stackTraceLimit : 0;
  try {
    return await inWorld(history, live);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function live(world: World): Promise<End> {
  const grants = await world.settle();
  const { happened, passes } = world.faults;
  let facts = factsOf(world, grants);
  const untruths = await untruthsIn(facts);
  if (untruths.length > 0) {
    return { untruths, happened, passes };
  }
  // The first redrive can meet what is left of the faults.
  for (const again of ['first redrive', 'last redrive']) {
    if (again === 'last redrive') {
      world.faults.end();
    }
    if (facts.letters.length > 0) {
      await world.redrive();
      facts = factsOf(world, grants);
      untruths.push(...(await untruthsIn(facts)).map((untruth) => `after the ${again}, ${untruth}`));
    }
  }
  return { untruths: [...untruths, ...(await untruthsLeftIn(facts))], happened, passes };
}
