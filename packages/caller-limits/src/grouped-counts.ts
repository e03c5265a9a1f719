import type { Refusals } from './refusals.ts';

/** Period of one policy and caller, in which counts are added up. */
export interface Window {
  /** Partition key. */
  readonly key: string;
  readonly endsAtMs: number;
}

/** What is taken in a window after a count; without it, if it was refused. */
export interface Taken {
  readonly taken: number;
  readonly refused: boolean;
}

interface Waiting {
  readonly count: number;
  readonly askedAtMs: number;
  readonly settle: PromiseWithResolvers<Taken>;
}

interface GroupingOptions {
  /** Adds a count, if no more than `quota` is taken then; else nothing. Rejects after so many milliseconds. */
  readonly update: (window: Window, count: number, quota: number, timeoutMs: number) => Promise<Taken>;
  readonly refusals: Refusals;
  /** Time within which each count has its answer. */
  readonly timeoutMs: number;
  readonly nowMs: () => number;
}

/**
 * Makes counts of one window by one update after the other, each for all that came while the one before it was on its way: a busy
 * server needs few updates, and an idle one waits for none. A count has the answer that it would have had alone.
 */
export function createGroupedCounts({ update, refusals, timeoutMs, nowMs }: GroupingOptions) {
  /** Those that wait, for each window with an update on its way. */
  const waiting = new Map<string, Waiting[]>();

  async function countGroup(window: Window, quota: number, group: readonly Waiting[]): Promise<void> {
    let left = refuseKnown(window, quota, group);
    while (left.length > 0) {
      const sum = sumOf(left);
      const { taken, refused } = await update(window, sum, quota, timeLeft(left));
      if (!refused) {
        settleInTurn(left, taken - sum);
        return;
      }
      refusals.add(window.key, taken, nowMs(), window.endsAtMs);
      // All can fit if something was given back meanwhile. The update was refused all the same, so they are, too.
      left = refuseOthers(left, taken + sum <= quota ? quota : taken, quota);
    }
  }

  function refuseKnown(window: Window, quota: number, group: readonly Waiting[]): readonly Waiting[] {
    const known = refusals.find(window.key, nowMs());
    return known === undefined ? group : refuseOthers(group, known, quota);
  }

  function timeLeft(group: readonly Waiting[]): number {
    const waited = nowMs() - Math.min(...group.map(({ askedAtMs }) => askedAtMs));
    return Math.min(timeoutMs, Math.max(1, timeoutMs - waited));
  }

  async function countAll(place: string, window: Window, quota: number, first: Waiting): Promise<void> {
    for (let group = [first]; group.length > 0; group = waiting.get(place) ?? []) {
      waiting.set(place, []);
      await countGroup(window, quota, group).catch((error: unknown) =>
        group.forEach(({ settle }) => settle.reject(error)),
      );
    }
    waiting.delete(place);
  }

  return (window: Window, count: number, quota: number): Promise<Taken> => {
    const settle = Promise.withResolvers<Taken>();
    const asked = { count, askedAtMs: nowMs(), settle };
    // Two tokens of a caller can set different limits.
    const place = `${window.key} ${quota}`;
    const others = waiting.get(place);
    if (others === undefined) {
      void countAll(place, window, quota, asked);
    } else {
      others.push(asked);
    }
    return settle.promise;
  };
}

function sumOf(group: readonly Waiting[]): number {
  return group.reduce((sum, { count }) => sum + count, 0);
}

/** Refuses those that don't fit into what is left, in turn: after one that doesn't, a smaller one still can. */
function refuseOthers(group: readonly Waiting[], taken: number, quota: number): readonly Waiting[] {
  let sum = taken;
  return group.filter(({ count, settle }) => {
    const fits = sum + count <= quota;
    if (fits) {
      sum += count;
    } else {
      settle.resolve({ taken: sum, refused: true });
    }
    return fits;
  });
}

function settleInTurn(group: readonly Waiting[], before: number): void {
  let taken = before;
  for (const { count, settle } of group) {
    taken += count;
    settle.resolve({ taken, refused: false });
  }
}
