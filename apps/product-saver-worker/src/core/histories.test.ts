import {
  countsOf,
  isComplete,
  outcomeOf,
  Report,
  type QueueMessage,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { submission } from '../testing/messages.ts';
import { createWorld, type SentMessage } from '../testing/world.ts';
import { toItem, type Item } from './item.ts';

type World = ReturnType<typeof createWorld>;

const mostly = <T>(usual: T, rare: T) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(rare) });

/** A few submissions about fewer products, accepted within a few milliseconds; some messages can't be read, some are sent twice. */
const sentMessages = fc
  .array(
    fc.record({
      millisecond: fc.nat(2),
      items: fc.array(
        fc.record({
          sku: fc.constantFrom('A', 'B', undefined),
          readable: mostly(true, false),
          copies: mostly(1, 2),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((submissions) =>
    submissions.flatMap(({ millisecond, items }) => {
      const acceptedAt = `2026-01-31T09:30:00.00${millisecond}Z`;
      const messages = submission(
        items.map(({ sku }) => ({ sku })),
        { acceptedAt },
      );
      return items.flatMap(({ readable, copies }, index): SentMessage[] =>
        messages
          .slice(index, index + 1)
          .flatMap((message) => Array.from({ length: copies }, () => ({ message, readable }))),
      );
    }),
  );

const invocation = fc.record({
  received: fc.array(fc.nat(23), { minLength: 1, maxLength: 6 }),
  faults: fc.array(
    fc.record({
      step: fc.nat(30),
      kind: fc.constantFrom('call fails' as const, 'worker dies' as const),
    }),
    { maxLength: 2 },
  ),
});

/** Rounds of invocations that run side by side. */
const rounds = fc.array(fc.array(invocation, { minLength: 1, maxLength: 3 }), { maxLength: 8 });

function reportOf({ objects }: World, { id }: SubmissionRecord): Report {
  return Report.parse(JSON.parse(objects.get(`${id}.json`) ?? ''));
}

function expectTruth(world: World, sent: readonly SentMessage[]): void {
  const items = sent.map(({ message }) => toItem(message));
  const versions = new Map(world.writes.map(({ item, version }) => [item.revision, version]));

  // Each write that took effect is another save of the product, counted by its version; the last one is the newest.
  expect(versions.size).toBe(world.writes.length);
  for (const [productId, { item, version }] of world.products) {
    const writes = world.writes.filter((write) => write.item.productId === productId);
    expect(version).toBe(writes.length);
    expect(item.revision).toBe(
      writes
        .map((write) => write.item.revision)
        .sort()
        .at(-1),
    );
  }
  for (const record of world.records.values()) {
    expect(countsOf(record).pending).toBeGreaterThanOrEqual(0);
    for (const { index, revision, productId } of items.filter(
      ({ submissionId }) => submissionId === record.id,
    )) {
      const outcome = outcomeOf(record, index);
      const standing = world.products.get(productId);
      if (outcome === 'saved') {
        expect(versions.has(revision)).toBe(true);
      }
      if (outcome === 'superseded') {
        expect(standing?.item.revision).toSatisfy((newer: string) => newer > revision);
      }
    }
  }
}

/** What the report says of each item is what the record and the products say. */
function expectReported(world: World, items: readonly Item[], record: SubmissionRecord): void {
  const report = reportOf(world, record);
  expect(report.header.completedAt).toBe(record.completedAt);
  expect(report.summary.counts).toEqual(countsOf(record));
  expect(report.items.map(({ index }) => index)).toEqual(
    Array.from({ length: record.total }, (_, index) => index),
  );
  for (const { index, outcome, productId, version } of report.items) {
    expect(outcome).toBe(outcomeOf(record, index));
    const item = items.find((one) => one.submissionId === record.id && one.index === index);
    const write = world.writes.find((one) => one.item.revision === item?.revision);
    if (outcome === 'saved' && record.total > 1) {
      expect(version).toBe(write?.version);
    }
    if (outcome !== 'failed') {
      expect(productId).toBe(item?.productId);
      expect([undefined, write?.version]).toContain(version);
    }
  }
}

/** Nothing is on the queue any more, and nothing is left to be done that isn't in the dead-letter queue. */
function expectAtRest(world: World, sent: readonly SentMessage[]): void {
  const items = sent.map(({ message }) => toItem(message));
  expect([...world.queue.at('queue'), ...world.queue.at('in flight')]).toEqual([]);
  const buried = new Set(
    world.queue.at('dead-letter queue').map(({ body }) => (JSON.parse(body) as QueueMessage).submissionId),
  );
  for (const record of world.records.values()) {
    if (!buried.has(record.id)) {
      expect(isComplete(record)).toBe(true);
      expect(record.reportedSettlements).toBe(record.settlements);
      expectReported(world, items, record);
    }
  }
}

function expectAllSaved(world: World, sent: readonly SentMessage[]): void {
  const readable = sent.filter((one) => one.readable).map(({ message }) => toItem(message));
  for (const { message, readable: wasReadable } of sent) {
    const outcome = outcomeOf(world.record(message), message.index);
    expect(wasReadable ? ['saved', 'superseded'] : ['failed']).toContain(outcome);
  }
  for (const [productId, items] of Map.groupBy(readable, (item) => item.productId)) {
    expect(world.products.get(productId)?.item.revision).toBe(
      items
        .map(({ revision }) => revision)
        .sort()
        .at(-1),
    );
  }
  const buried = world.deadLetters.map(({ delivery }) => delivery.body);
  expect(new Set(buried)).toEqual(
    new Set(
      sent.filter((one) => !one.readable).map(({ message }) => JSON.stringify({ ...message, version: 2 })),
    ),
  );
}

describe('any history of deliveries, failed calls and deaths', () => {
  it(
    'ends in one truthful outcome for each item, and a report that says so',
    { timeout: 60_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(sentMessages, rounds, fc.scheduler(), async (sent, history, scheduler) => {
          const world = createWorld(sent);
          for (const invocations of history) {
            await scheduler.waitFor(Promise.all(invocations.map((one) => world.invoke(one, scheduler))));
            expectTruth(world, sent);
          }
          await world.drain();
          expectTruth(world, sent);
          expectAtRest(world, sent);

          world.queue.redrive();
          await world.drain();
          expectTruth(world, sent);
          expectAtRest(world, sent);
          expectAllSaved(world, sent);
        }),
        { numRuns: 500 },
      );
    },
  );
});
