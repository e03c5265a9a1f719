import {
  countsOf,
  isComplete,
  newSubmissionId,
  submissionTimes,
  type Outcome,
  type SubmissionId,
  SubmissionRecord,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settlement, SubmissionStore } from '../core/ports.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { signal } from '../testing/signal.ts';
import { createDynamoSubmissionStore } from './dynamo-submission-store.ts';

const completedAt = '2026-01-31T09:31:00.000Z';
const settledAt = '2026-01-31T09:30:59.000Z';

type Base = NonNullable<Settlement['base']>;

function buildBase(total: number): Base {
  const times = submissionTimes(new Date('2026-01-31T09:30:00.000Z'));
  return { total, caller: 'shop-7', requestId: 'request-1', ...times };
}

/** Builds a settlement of item numbers by outcome. */
function buildSettlement(
  submissionId: SubmissionId,
  found: Partial<Record<Outcome, number[]>>,
  base?: Base,
): Settlement {
  return {
    submissionId,
    outcomes: { saved: [], superseded: [], cancelled: [], failed: [], ...found },
    settledAt,
    base,
  };
}

const resultOf = (outcome: Outcome) => ({ index: 0, outcome, sku: outcome });

describe('createDynamoSubmissionStore', () => {
  let cloud: Cloud;
  let submissions: SubmissionStore;

  beforeAll(async () => {
    cloud = await startCloud();
    submissions = createDynamoSubmissionStore(cloud.documents, cloud.environment.SUBMISSION_TABLE_NAME);
  });
  afterAll(() => cloud.close());

  async function recorded(total: number, fields: Partial<SubmissionRecord> = {}): Promise<SubmissionRecord> {
    const record = submissionRecord({
      ...buildBase(total),
      fingerprint: 'abc',
      ...fields,
    });
    await cloud.documents.send(
      new PutCommand({ TableName: cloud.environment.SUBMISSION_TABLE_NAME, Item: record }),
    );
    return record;
  }

  async function stored(id: SubmissionId): Promise<SubmissionRecord | undefined> {
    const TableName = cloud.environment.SUBMISSION_TABLE_NAME;
    const { Item } = await cloud.documents.send(
      new GetCommand({ TableName, Key: { id }, ConsistentRead: true }),
    );
    return Item && SubmissionRecord.parse(Item);
  }

  it('finds the submissions that are cancelled among others, and those that are gone', async () => {
    const cancelled = await recorded(1, { cancelledAt: settledAt, saved: new Set([0]) });
    const ids = [cancelled.id, (await recorded(2)).id, newSubmissionId()];

    expect(await submissions.findCancelled(ids, signal)).toEqual(new Set([cancelled.id]));
    await expect(submissions.findCancelled(ids, AbortSignal.abort())).rejects.toThrow('aborted');
  });

  it('leaves the mark of a cancellation as it is when it settles', async () => {
    const record = await recorded(2, { cancelledAt: settledAt });
    const settlement = buildSettlement(record.id, { cancelled: [0], saved: [1] }, buildBase(2));

    expect(await submissions.settle(settlement, signal)).toMatchObject({
      cancelledAt: settledAt,
      saved: new Set([1]),
      cancelled: new Set([0]),
    });
  });

  it('adds outcomes to the record that intake made, and leaves the rest as it is', async () => {
    const record = await recorded(3);
    const base = { ...buildBase(3), requestId: 'another', createdAt: '2026-01-31T09:29:59.999Z' };
    const found = { saved: [0], superseded: [1], failed: [2] };
    expect(await submissions.settle(buildSettlement(record.id, found, base), signal)).toEqual({
      ...record,
      saved: new Set([0]),
      superseded: new Set([1]),
      failed: new Set([2]),
      settlements: 1,
      settledAt,
      firstSavedAt: settledAt,
      lastSavedAt: settledAt,
    });
  });

  it('keeps the time of the first settlement that saves, and that of the newest', async () => {
    const record = await recorded(4);
    const base = buildBase(4);
    const settleAt = (at: string, found: Partial<Record<Outcome, number[]>>) =>
      submissions.settle({ ...buildSettlement(record.id, found, base), settledAt: at }, signal);

    await settleAt('2026-01-31T09:30:01.000Z', { failed: [0] });
    expect(await stored(record.id)).not.toHaveProperty('firstSavedAt');
    await settleAt('2026-01-31T09:30:02.000Z', { saved: [1] });
    await settleAt('2026-01-31T09:30:03.000Z', { saved: [2], failed: [3] });
    await settleAt('2026-01-31T09:30:04.000Z', { failed: [3] });

    expect(await stored(record.id)).toMatchObject({
      firstSavedAt: '2026-01-31T09:30:02.000Z',
      lastSavedAt: '2026-01-31T09:30:03.000Z',
      settledAt: '2026-01-31T09:30:04.000Z',
    });
  });

  it('writes no further times where the submission has one item, so that its record stays small', async () => {
    const record = await recorded(1);
    const result = resultOf('saved');

    await submissions.settle({ ...buildSettlement(record.id, { saved: [0] }, buildBase(1)), result }, signal);

    expect(await stored(record.id)).toEqual({
      ...record,
      saved: new Set([0]),
      settlements: 1,
      settledAt,
      completedAt: settledAt,
      result,
    });
  });

  it.each<[string, Partial<Record<Outcome, number[]>>, Partial<Base>]>([
    ['another total', { saved: [0] }, { total: 7 }],
    ['another caller', { saved: [0] }, { caller: 'another' }],
  ])('leaves a record alone that has %s than its messages', async (_, found, messages) => {
    const record = await recorded(3);
    const settlement = buildSettlement(record.id, found, { ...buildBase(3), ...messages });

    expect(await submissions.settle(settlement, signal)).toBeUndefined();
    expect(await stored(record.id)).toEqual(record);
  });

  it('makes the record from a message where there is none', async () => {
    const submissionId = newSubmissionId();
    const settlement = buildSettlement(submissionId, { failed: [1, 0] }, buildBase(3));
    const settled = await submissions.settle(settlement, signal);
    expect(settled).toEqual(
      SubmissionRecord.parse({
        id: submissionId,
        ...buildBase(3),
        failed: new Set([0, 1]),
        settlements: 1,
        settledAt,
      }),
    );
    expect(await stored(submissionId)).toEqual(settled);

    // And what follows finds the record as if intake had made it.
    expect(await submissions.settle(buildSettlement(submissionId, { failed: [2] }), signal)).toMatchObject({
      failed: new Set([0, 1, 2]),
    });
  });

  it('loses nothing when several workers make the record at once', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const submissionId = newSubmissionId();
      await Promise.all(
        [0, 1, 2].map((index) =>
          submissions.settle(buildSettlement(submissionId, { failed: [index] }, buildBase(3)), signal),
        ),
      );
      expect(await stored(submissionId)).toMatchObject({ failed: new Set([0, 1, 2]), settlements: 3 });
    }
  });

  const settleOnly = (submissionId: SubmissionId, outcome: Outcome, at = settledAt) =>
    submissions.settle(
      {
        ...buildSettlement(submissionId, { [outcome]: [0] }, buildBase(1)),
        result: resultOf(outcome),
        settledAt: at,
      },
      signal,
    );

  describe('of a single item', () => {
    const outcomes = ['saved', 'superseded', 'failed'] as const;
    it.each(outcomes)('keeps the result that is %s, and the time, and is complete', async (outcome) => {
      const { id } = await recorded(1);
      expect(await settleOnly(id, outcome)).toMatchObject({
        result: resultOf(outcome),
        completedAt: settledAt,
      });
    });

    it('keeps the time at which it was first complete', async () => {
      const { id } = await recorded(1);
      await settleOnly(id, 'saved');
      const later = '2026-01-31T10:00:00.000Z';
      expect(await settleOnly(id, 'saved', later)).toMatchObject({
        settledAt: later,
        completedAt: settledAt,
      });
    });

    it.each(outcomes)(
      'keeps the result of the save, whether it comes before or after one that is %s',
      async (other) => {
        for (const order of [
          ['saved', other],
          [other, 'saved'],
        ] as const) {
          const { id } = await recorded(1);
          for (const outcome of order) {
            await settleOnly(id, outcome);
          }
          expect(await stored(id)).toHaveProperty('result', resultOf('saved'));
        }
      },
    );
  });

  it('without a base, settles only items that a known submission has and intake accepted', async () => {
    const { id } = await recorded(3, { rejected: 1, rejectedIndexes: new Set([2]) });
    expect(await submissions.settle(buildSettlement(id, { failed: [3] }), signal)).toBeUndefined();
    expect(await submissions.settle(buildSettlement(id, { failed: [0, 2] }), signal)).toBeUndefined();
    expect(await submissions.settle(buildSettlement(id, { failed: [0, 1] }), signal)).toMatchObject({
      failed: new Set([0, 1]),
    });
    const unknown = newSubmissionId();
    expect(await submissions.settle(buildSettlement(unknown, { failed: [0] }), signal)).toBeUndefined();
    expect(await stored(unknown)).toBeUndefined();
  });

  it('loses nothing when a hundred workers settle ten items each at once, and shows one of them the complete record', async () => {
    const { id } = await recorded(1000);
    const tens = Array.from({ length: 100 }, (_, worker) =>
      [...Array(10).keys()].map((n) => worker * 10 + n),
    );
    const settled = await Promise.all(
      tens.map((saved) => submissions.settle(buildSettlement(id, { saved }, buildBase(1000)), signal)),
    );
    expect(settled.filter((one) => one !== undefined && isComplete(one))).toHaveLength(1);
    expect(await stored(id)).toMatchObject({
      saved: new Set(Array(1000).keys()),
      settlements: 100,
    });
  });

  it('ends in the same outcomes, whatever the order and however often', async () => {
    const found = fc.record({
      index: fc.nat(4),
      outcome: fc.constantFrom<Outcome>('saved', 'superseded', 'failed'),
    });
    const orders = fc
      .array(found, { minLength: 1, maxLength: 8 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    await fc.assert(
      fc.asyncProperty(orders, async (both) => {
        const [counts, countsOfOther] = await Promise.all(
          both.map(async (order) => {
            const submissionId = newSubmissionId();
            for (const { index, outcome } of order) {
              await submissions.settle(
                buildSettlement(submissionId, { [outcome]: [index] }, buildBase(5)),
                signal,
              );
            }
            return countsOf((await stored(submissionId))!);
          }),
        );
        expect(counts).toEqual(countsOfOther);
      }),
      { numRuns: 20 },
    );
  });

  it('settles a thousand items in one settlement, within DynamoDB’s limits of an expression and an item', async () => {
    const { id } = await recorded(1000);
    const all = [...Array(1000).keys()];
    const found = { saved: all, superseded: all, failed: all };
    expect(await submissions.settle(buildSettlement(id, found, buildBase(1000)), signal)).toMatchObject({
      saved: new Set(all),
      superseded: new Set(all),
      failed: new Set(all),
    });
  });

  describe('markReported', () => {
    const blocks = { items: [321, 654], issues: [300, 310] };

    it('records what the report was made from, and when the submission was first complete', async () => {
      const { id: submissionId } = await recorded(1);
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }), signal);
      expect(
        await submissions.markReported({ submissionId, settlements: 1, completedAt, blocks }, signal),
      ).toMatchObject({
        reportedSettlements: 1,
        reportBlocks: blocks,
        completedAt,
      });
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }), signal);
      const later = '2026-01-31T10:00:00.000Z';
      expect(
        await submissions.markReported({ submissionId, settlements: 2, completedAt: later, blocks }, signal),
      ).toMatchObject({ reportedSettlements: 2, completedAt });
    });

    it('refuses a report that was made before the last settlement, or of no submission', async () => {
      const { id: submissionId } = await recorded(1);
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }), signal);
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }), signal);
      const report = { settlements: 1, completedAt, blocks };
      expect(await submissions.markReported({ submissionId, ...report }, signal)).toBeUndefined();
      expect(await stored(submissionId)).not.toHaveProperty('reportedSettlements');
      expect(
        await submissions.markReported({ submissionId: newSubmissionId(), ...report }, signal),
      ).toBeUndefined();
    });
  });

  it('throws other errors unchanged', async () => {
    const elsewhere = createDynamoSubmissionStore(cloud.documents, 'NoSuchTable');
    await expect(
      elsewhere.settle(buildSettlement(newSubmissionId(), { saved: [0] }, buildBase(1)), signal),
    ).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  });
});
