import type { Refusals } from './refusals.ts';

/** Period of one policy and caller, in which counts are added up. */
export interface Window {
  /** Partition key. */
  readonly key: string;
  readonly endsAtMs: number;
}

/** Sum of a window after a count, or without one that was refused. */
export interface Taken {
  readonly taken: number;
  readonly refused: boolean;
}

interface Waiting {
  readonly count: number;
  readonly settle: PromiseWithResolvers<Taken>;
}

/** Counts of one window and limit. */
interface Counting {
  readonly window: Window;
  readonly quota: number;
  /** Number of updates on their way. */
  running: number;
  /** Counts that the next update will be for. */
  waiting: Waiting[];
  /** Ends the wait. */
  timer: NodeJS.Timeout | undefined;
}

interface GroupingOptions {
  /** Adds a count, if no more than `quota` is taken then; else nothing. */
  readonly update: (window: Window, count: number, quota: number) => Promise<Taken>;
  readonly refusals: Refusals;
  readonly nowMs: () => number;
}

/** Counts that one update is for: all of them pass uncounted when its answer is lost. */
const MAX_GROUP = 16;

/** Time that a count waits for others, which comes on top of that of a slow table. */
const MAX_WAIT_MS = 25;

/**
 * Makes the counts of one window that come while an update is on its way by one update after it: a busy server needs few, and an
 * idle one waits for none. Each has the answer that it would have had alone, in the order in which they came.
 */
export function createGroupedCounts({ update, refusals, nowMs }: GroupingOptions) {
  const countings = new Map<string, Counting>();

  async function countGroup({ window, quota }: Counting, group: readonly Waiting[]): Promise<void> {
    let left = group;
    while (left.length > 0) {
      const sum = sumOf(left);
      const { taken, refused } = await update(window, sum, quota);
      if (!refused) {
        settleInTurn(left, taken - sum);
        return;
      }
      refusals.add(window.key, taken, nowMs(), window.endsAtMs);
      // All can fit if something was given back meanwhile. The update was refused all the same, so they are, too.
      left = refuseOthers(left, taken + sum <= quota ? quota : taken, quota);
    }
  }

  function takeWaiting(counting: Counting): readonly Waiting[] {
    clearTimeout(counting.timer);
    counting.timer = undefined;
    const group = counting.waiting;
    counting.waiting = [];
    return group;
  }

  /** Counts what waits, until nothing does. */
  async function countAll(place: string, counting: Counting): Promise<void> {
    counting.running += 1;
    while (counting.waiting.length > 0) {
      const group = takeWaiting(counting);
      await countGroup(counting, group).catch((error: unknown) =>
        group.forEach(({ settle }) => settle.reject(error)),
      );
    }
    counting.running -= 1;
    if (counting.running === 0) {
      countings.delete(place);
    }
  }

  return async (window: Window, count: number, quota: number): Promise<Taken> => {
    const known = refusals.find(window.key, nowMs());
    if (known !== undefined && known + count > quota) {
      return { taken: known, refused: true };
    }
    // Two tokens of a caller can set different limits.
    const place = `${window.key} ${quota}`;
    const counting = countings.get(place) ?? { window, quota, running: 0, waiting: [], timer: undefined };
    countings.set(place, counting);
    const settle = Promise.withResolvers<Taken>();
    counting.waiting.push({ count, settle });
    if (counting.running === 0 || counting.waiting.length >= MAX_GROUP) {
      void countAll(place, counting);
    } else {
      counting.timer ??= setTimeout(() => void countAll(place, counting), MAX_WAIT_MS);
    }
    return await settle.promise;
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
