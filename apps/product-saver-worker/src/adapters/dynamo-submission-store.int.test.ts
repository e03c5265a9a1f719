import {
  countsOf,
  isComplete,
  MAX_FAILURE_DETAIL,
  newSubmissionId,
  submissionTimes,
  type Outcome,
  type SubmissionId,
  SubmissionRecord,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settlement, SubmissionStore } from '../core/ports.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { createDynamoSubmissionStore } from './dynamo-submission-store.ts';

const completedAt = '2026-01-31T09:31:00.000Z';
const reason = { code: 'RETRIES_EXHAUSTED', detail: 'x'.repeat(MAX_FAILURE_DETAIL) };

type Base = NonNullable<Settlement['base']>;

function buildBase(total: number): Base {
  const times = submissionTimes(new Date('2026-01-31T09:30:00.000Z'));
  return { total, caller: 'shop-7', requestId: 'request-1', ...times };
}

/** Builds a settlement of item numbers by outcome; all failures have the same reason. */
function buildSettlement(
  submissionId: SubmissionId,
  found: Partial<Record<Outcome, number[]>>,
  base?: Base,
): Settlement {
  return {
    submissionId,
    outcomes: { saved: [], superseded: [], failed: [], ...found },
    failures: Object.fromEntries((found.failed ?? []).map((index) => [index, reason])),
    base,
  };
}

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

  it('adds outcomes and reasons to the record that intake made, and leaves the rest as it is', async () => {
    const record = await recorded(3);
    const base = { ...buildBase(3), requestId: 'another', createdAt: '2026-01-31T09:29:59.999Z' };
    const found = { saved: [0], superseded: [1], failed: [2] };
    expect(await submissions.settle(buildSettlement(record.id, found, base))).toEqual({
      ...record,
      saved: new Set([0]),
      superseded: new Set([1]),
      failed: new Set([2]),
      failures: { 2: reason },
      settlements: 1,
    });
  });

  it.each<[string, Partial<Record<Outcome, number[]>>, Partial<Base>]>([
    ['another total', { saved: [0] }, { total: 7 }],
    ['another caller', { saved: [0] }, { caller: 'another' }],
    ['another caller, with reasons', { failed: [0] }, { caller: 'another' }],
  ])('leaves a record alone that has %s than its messages', async (_, found, messages) => {
    const record = await recorded(3);
    const settlement = buildSettlement(record.id, found, { ...buildBase(3), ...messages });

    expect(await submissions.settle(settlement)).toBeUndefined();
    expect(await submissions.find(record.id)).toEqual(record);
  });

  it.each<[string, Partial<Record<Outcome, number[]>>]>([
    ['with reasons', { failed: [1, 0] }],
    ['without reasons', { saved: [1] }],
  ])('makes the record from a message where there is none, %s', async (_name, found) => {
    const submissionId = newSubmissionId();
    const settlement = buildSettlement(submissionId, found, buildBase(3));
    const sets = Object.fromEntries(Object.entries(found).map(([outcome, all]) => [outcome, new Set(all)]));
    const settled = await submissions.settle(settlement);
    expect(settled).toEqual(
      SubmissionRecord.parse({
        id: submissionId,
        ...buildBase(3),
        ...sets,
        failures: settlement.failures,
        settlements: 1,
      }),
    );
    expect(await submissions.find(submissionId)).toEqual(settled);

    // And what follows finds the record as if intake had made it.
    expect(await submissions.settle(buildSettlement(submissionId, { failed: [2] }))).toHaveProperty(
      'failures.2',
      reason,
    );
  });

  it('loses no reason when several workers make the record at once', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const submissionId = newSubmissionId();
      await Promise.all(
        [0, 1, 2].map((index) =>
          submissions.settle(buildSettlement(submissionId, { failed: [index] }, buildBase(3))),
        ),
      );
      expect(await submissions.find(submissionId)).toMatchObject({
        failed: new Set([0, 1, 2]),
        failures: { 0: reason, 1: reason, 2: reason },
        settlements: 3,
      });
    }
  });

  it('finds no submission that doesn’t exist', async () => {
    expect(await submissions.find(newSubmissionId())).toBeUndefined();
  });

  it('without a base, settles only items that a known submission has and intake accepted', async () => {
    const { id } = await recorded(3, { rejected: 1, rejectedIndexes: new Set([2]) });
    expect(await submissions.settle(buildSettlement(id, { failed: [3] }))).toBeUndefined();
    expect(await submissions.settle(buildSettlement(id, { failed: [0, 2] }))).toBeUndefined();
    expect(await submissions.settle(buildSettlement(id, { failed: [0, 1] }))).toMatchObject({
      failed: new Set([0, 1]),
      failures: { 0: reason, 1: reason },
    });
    const unknown = newSubmissionId();
    expect(await submissions.settle(buildSettlement(unknown, { failed: [0] }))).toBeUndefined();
    expect(await submissions.find(unknown)).toBeUndefined();
  });

  it('loses nothing when a hundred workers settle ten items each at once, and shows one of them the complete record', async () => {
    const { id } = await recorded(1000);
    const tens = Array.from({ length: 100 }, (_, worker) =>
      [...Array(10).keys()].map((n) => worker * 10 + n),
    );
    const settled = await Promise.all(
      tens.map((saved) => submissions.settle(buildSettlement(id, { saved }, buildBase(1000)))),
    );
    expect(settled.filter((one) => one !== undefined && isComplete(one))).toHaveLength(1);
    expect(await submissions.find(id)).toMatchObject({
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
              await submissions.settle(buildSettlement(submissionId, { [outcome]: [index] }, buildBase(5)));
            }
            return countsOf((await submissions.find(submissionId))!);
          }),
        );
        expect(counts).toEqual(countsOfOther);
      }),
      { numRuns: 20 },
    );
  });

  it('keeps the longest reason for each of a thousand items, a hundred in one settlement, within DynamoDB’s 400 KB', async () => {
    const { id } = await recorded(1000);
    const all = [...Array(1000).keys()];
    await submissions.settle(buildSettlement(id, { saved: all, superseded: all }, buildBase(1000)));
    for (let from = 0; from < 1000; from += 100) {
      await submissions.settle(buildSettlement(id, { failed: all.slice(from, from + 100) }, buildBase(1000)));
    }
    const record = await submissions.find(id);
    expect(Object.keys(record?.failures ?? {})).toHaveLength(1000);
    expect(record).toMatchObject({ saved: new Set(all), superseded: new Set(all), failed: new Set(all) });
  });

  describe('markReported', () => {
    it('records what the report was made from, and when the submission was first complete', async () => {
      const { id: submissionId } = await recorded(1);
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }));
      expect(await submissions.markReported({ submissionId, settlements: 1, completedAt })).toMatchObject({
        reportedSettlements: 1,
        completedAt,
      });
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }));
      const later = '2026-01-31T10:00:00.000Z';
      expect(
        await submissions.markReported({ submissionId, settlements: 2, completedAt: later }),
      ).toMatchObject({ reportedSettlements: 2, completedAt });
    });

    it('refuses a report that was made before the last settlement, or of no submission', async () => {
      const { id: submissionId } = await recorded(1);
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }));
      await submissions.settle(buildSettlement(submissionId, { saved: [0] }));
      const report = { settlements: 1, completedAt };
      expect(await submissions.markReported({ submissionId, ...report })).toBeUndefined();
      expect(await submissions.find(submissionId)).not.toHaveProperty('reportedSettlements');
      expect(await submissions.markReported({ submissionId: newSubmissionId(), ...report })).toBeUndefined();
    });
  });

  it('throws other errors unchanged', async () => {
    const elsewhere = createDynamoSubmissionStore(cloud.documents, 'NoSuchTable');
    await expect(
      elsewhere.settle(buildSettlement(newSubmissionId(), { saved: [0] }, buildBase(1))),
    ).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  });
});
