import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { submission } from '../testing/messages.ts';
import { leftUndone, notAsSent, untruths } from '../testing/untruths.ts';
import { createWorld, type SentMessage } from '../testing/world.ts';

const mostly = <T>(usual: T, rare: T) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(rare) });

const item = fc.record({
  sku: fc.constantFrom('A', 'B', undefined),
  readable: mostly(true, false),
  copies: mostly(1, 2),
});

/** A few submissions about fewer products, accepted within a few milliseconds; some messages can't be read, some are sent twice. */
const sentMessages = fc
  .array(fc.record({ millisecond: fc.nat(2), items: fc.array(item, { minLength: 1, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((submissions) =>
    submissions.flatMap(({ millisecond, items }) => {
      const messages = submission(
        items.map(({ sku }) => ({ sku })),
        { acceptedAt: `2026-01-31T09:30:00.00${millisecond}Z` },
      );
      return messages.flatMap((message, index): SentMessage[] => {
        const { copies = 1, readable = true } = items[index] ?? {};
        return Array.from({ length: copies }, () => ({ message, readable }));
      });
    }),
  );

const invocation = fc.record({
  received: fc.array(fc.nat(23), { minLength: 1, maxLength: 6 }),
  faults: fc.array(
    fc.record({ step: fc.nat(30), kind: fc.constantFrom('call fails' as const, 'worker dies' as const) }),
    { maxLength: 2 },
  ),
});

/** Rounds of invocations that run side by side. */
const rounds = fc.array(fc.array(invocation, { minLength: 1, maxLength: 3 }), { maxLength: 8 });

describe('any history of deliveries, failed calls and deaths', () => {
  it('ends in one truthful outcome for each item, and a report that says so', async () => {
    await fc.assert(
      fc.asyncProperty(sentMessages, rounds, fc.scheduler(), async (sent, history, scheduler) => {
        const world = createWorld(sent);
        for (const invocations of history) {
          await scheduler.waitFor(Promise.all(invocations.map((one) => world.invoke(one, scheduler))));
          expect([...untruths(world, sent)]).toEqual([]);
        }
        await world.drain();
        expect([...untruths(world, sent), ...leftUndone(world, sent)]).toEqual([]);

        world.queue.redrive();
        await world.drain();
        expect([...untruths(world, sent), ...leftUndone(world, sent), ...notAsSent(world, sent)]).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
