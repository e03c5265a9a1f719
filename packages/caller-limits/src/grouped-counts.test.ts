import { setImmediate as turn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGroupedCounts, type Taken } from './grouped-counts.ts';
import { createRefusals } from './refusals.ts';

const WINDOW = { key: 'requests/alice/now', endsAtMs: 1000 };

/** Creates counts over a table that counts as DynamoDB does, and answers a turn later. */
function setUp({
  taken = 0,
  answer = async () => turn(),
}: { taken?: number; answer?: () => Promise<unknown> } = {}) {
  const clock = { ms: 0 };
  const updates: { count: number; timeoutMs: number }[] = [];
  let sum = taken;
  const count = createGroupedCounts({
    async update(_window, asked, quota, timeoutMs) {
      updates.push({ count: asked, timeoutMs });
      await answer();
      const refused = sum + asked > quota;
      sum += refused ? 0 : asked;
      return { taken: sum, refused };
    },
    refusals: createRefusals(),
    timeoutMs: 250,
    nowMs: () => clock.ms,
  });
  return { clock, updates, count: (asked: number, quota: number) => count(WINDOW, asked, quota) };
}

it('counts one that comes alone at once', async () => {
  const { count, updates } = setUp();

  expect(await count(3, 10)).toEqual({ taken: 3, refused: false });
  expect(updates).toEqual([{ count: 3, timeoutMs: 250 }]);
});

it('counts those that come meanwhile by one update', async () => {
  const { count, updates } = setUp();

  const all = await Promise.all(Array.from({ length: 100 }, () => count(1, 1000)));

  expect(all.map(({ taken }) => taken)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  expect(updates.map((update) => update.count)).toEqual([1, 99]);
});

it('gives each the answer that it would have had alone, in the order in which they came', async () => {
  const counts = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(counts, fc.nat(60), fc.nat(30), async (asked, quota, before) => {
      let sum = before;
      const alone = asked.map((one): Taken => {
        const refused = sum + one > quota;
        sum += refused ? 0 : one;
        return { taken: sum, refused };
      });
      const { count, updates } = setUp({ taken: before });

      const together = await Promise.all(asked.map((one) => count(one, quota)));

      expect(together).toEqual(alone);
      expect(updates.length).toBeLessThanOrEqual(3);
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

it('gives an update only the time that is left to the first of those that waited', async () => {
  const { clock, count, updates } = setUp({
    answer: async () => {
      await turn();
      clock.ms += 100;
    },
  });

  await Promise.all([count(1, 10), count(1, 10)]);

  expect(updates.map(({ timeoutMs }) => timeoutMs)).toEqual([250, 150]);
});
