import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGroupedCounts, type Taken } from './grouped-counts.ts';
import { createRefusals } from './refusals.ts';

const WINDOW = { key: 'requests/alice/now', endsAtMs: 1000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Creates counts over a table that counts as DynamoDB does, and answers a turn later. */
function setUp({
  taken = 0,
  answer = async () => turn(),
}: { taken?: number; answer?: () => Promise<unknown> } = {}) {
  const updates: number[] = [];
  let sum = taken;
  const count = createGroupedCounts({
    async update(_window, asked, quota) {
      updates.push(asked);
      await answer();
      const refused = sum + asked > quota;
      sum += refused ? 0 : asked;
      return { taken: sum, refused };
    },
    refusals: createRefusals(),
    nowMs: () => 0,
  });
  return { updates, count: (asked: number, quota: number) => count(WINDOW, asked, quota) };
}

const ones = (length: number) => Array.from({ length }, () => 1);

it('counts one that comes alone at once', async () => {
  const { count, updates } = setUp();

  expect(await count(3, 10)).toEqual({ taken: 3, refused: false });
  expect(updates).toEqual([3]);
});

it('counts those that come meanwhile by one update', async () => {
  const { count, updates } = setUp();

  const all = await Promise.all(ones(16).map((one) => count(one, 1000)));

  expect(all.map(({ taken }) => taken)).toEqual(Array.from({ length: 16 }, (_, n) => n + 1));
  expect(updates).toEqual([1, 15]);
});

it('makes no update for more than 16 of them', async () => {
  const { count, updates } = setUp();

  await Promise.all(ones(50).map((one) => count(one, 1000)));

  expect(updates).toEqual([1, 16, 16, 16, 1]);
});

it('lets none wait longer than 25 ms for an update that is slow', async () => {
  const slow = Promise.withResolvers<unknown>();
  let asked = 0;
  const { count, updates } = setUp({ answer: () => ((asked += 1) === 1 ? slow.promise : turn()) });

  const first = count(1, 10);
  const second = count(2, 10);
  vi.advanceTimersByTime(24);
  expect(updates).toEqual([1]);
  vi.advanceTimersByTime(1);
  expect(updates).toEqual([1, 2]);

  expect(await second).toEqual({ taken: 2, refused: false });
  slow.resolve(undefined);
  expect(await first).toEqual({ taken: 3, refused: false });
});

it('gives each the answer that it would have had alone, in the order in which they came', async () => {
  const counts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 17 });
  await fc.assert(
    fc.asyncProperty(counts, fc.nat(60), fc.nat(30), async (asked, quota, before) => {
      let sum = before;
      const alone = asked.map((one): Taken => {
        const refused = sum + one > quota;
        sum += refused ? 0 : one;
        return { taken: sum, refused };
      });
      const { count, updates } = setUp({ taken: before });

      expect(await Promise.all(asked.map((one) => count(one, quota)))).toEqual(alone);

      expect(updates.length).toBeLessThanOrEqual(3);
    }),
  );
});

it('never lets pass more than the limit, however many come at once and in whatever order they are answered', async () => {
  const counts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(counts, fc.nat(200), fc.scheduler(), async (asked, quota, scheduler) => {
      const { count } = setUp({ answer: () => scheduler.schedule(Promise.resolve()) });

      const all = Promise.all(asked.map((one) => count(one, quota)));
      await scheduler.waitFor(all);

      const passed = (await all).map(({ refused }, n) => (refused ? 0 : asked[n]!));
      expect(passed.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(quota);
    }),
  );
});

it('keeps the limits of two tokens of a caller apart', async () => {
  const { count } = setUp();

  const [, low, high] = await Promise.all([count(5, 5), count(1, 5), count(1, 6)]);

  expect([low, high]).toEqual([
    { taken: 6, refused: true },
    { taken: 6, refused: false },
  ] satisfies Taken[]);
});

it('refuses by memory what was refused before, without an update', async () => {
  const { count, updates } = setUp({ taken: 9 });
  await count(2, 10);

  expect(await count(3, 10)).toEqual({ taken: 9, refused: true });

  expect(updates).toEqual([2]);
});

it('fails those that an update was for, and tries again for the next ones', async () => {
  let answers = 0;
  const { count } = setUp({
    answer: async () => {
      await turn();
      answers += 1;
      if (answers === 2) {
        throw new Error('the table is out');
      }
    },
  });

  const first = await Promise.allSettled([count(1, 10), count(1, 10), count(1, 10)]);

  expect(first.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(await count(1, 10)).toEqual({ taken: 2, refused: false });
});
