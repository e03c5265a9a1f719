import { type Facts, factsOf } from './facts.ts';
import { untruthsIn } from './invariants/index.ts';
import { type History, inWorld } from './simulation/world.ts';

/** What a history ended in. */
export interface End {
  /** What isn't as it should be; nothing, of a good history. */
  readonly untruths: readonly string[];
  /** What went wrong on the way, in order. */
  readonly happened: readonly string[];
  /** How often something came to each point where it can go wrong. */
  readonly passes: ReadonlyMap<string, number>;
}

/** Lives through a history until its dust settles, then redrives what was dead-lettered, until nothing but garbage is left. */
export function liveThrough(history: History): Promise<End> {
  return inWorld(history, async (world) => {
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
    return { untruths: [...untruths, ...unsaved(facts)], happened, passes };
  });
}

/** With everything mended, everything that was sent is saved or superseded, and only garbage is dead. */
function unsaved({ letters, taken }: Facts): string[] {
  return [
    ...letters
      .filter(({ index }) => index !== undefined)
      .map(({ index }) => `item ${index} is a dead letter for ever`),
    ...taken.flatMap(({ record: { id, failed = new Set(), saved = new Set(), superseded = new Set() } }) => {
      const lost = failed.difference(saved).difference(superseded);
      return lost.size > 0 ? [`items ${[...lost].join()} of ${id} are failed for ever`] : [];
    }),
  ];
}
