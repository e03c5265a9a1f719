import {
  countsOf,
  isComplete,
  newSubmissionId,
  SubmissionRecord,
  submissionTimes,
  type Outcome,
} from '@async-catalog/product-schema';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionStore } from '../core/submission-store.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { createDynamoSubmissionStore } from './dynamo-submission-store.ts';

const NONE = { saved: [], superseded: [], failed: [] };
const completedAt = '2026-01-31T09:31:00.000Z';

function baseOf(total: number) {
  return {
    total,
    caller: 'shop-7',
    requestId: 'request-1',
    ...submissionTimes(new Date('2026-01-31T09:30:00.000Z')),
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

  async function recorded(total: number): Promise<SubmissionRecord> {
    const record = SubmissionRecord.parse({ id: newSubmissionId(), ...baseOf(total), fingerprint: 'abc' });
    await cloud.documents.send(
      new PutCommand({ TableName: cloud.environment.SUBMISSION_TABLE_NAME, Item: record }),
    );
    return record;
  }

  it('adds outcomes to the record that intake made, and leaves the rest as it is', async () => {
    const record = await recorded(3);
    const base = { ...baseOf(7), caller: 'another', requestId: 'another' };
    expect(
      await submissions.settle({
        submissionId: record.id,
        base,
        outcomes: { saved: [0], superseded: [1], failed: [2] },
      }),
    ).toEqual({
      ...record,
      saved: new Set([0]),
      superseded: new Set([1]),
      failed: new Set([2]),
      settlements: 1,
    });
  });

  it('makes the record from a message where there is none', async () => {
    const submissionId = newSubmissionId();
    const settled = await submissions.settle({
      submissionId,
      base: baseOf(2),
      outcomes: { ...NONE, saved: [1] },
    });
    expect(settled).toEqual(
      SubmissionRecord.parse({ id: submissionId, ...baseOf(2), saved: new Set([1]), settlements: 1 }),
    );
    expect(await submissions.find(submissionId)).toEqual(settled);
  });

  it('knows no submission that isn’t there', async () => {
    expect(await submissions.find(newSubmissionId())).toBeUndefined();
  });

  it('without a base, settles only items that a known submission has', async () => {
    const record = await recorded(2);
    const failed = async (submissionId: SubmissionRecord['id'], ...indexes: number[]) =>
      submissions.settle({ submissionId, outcomes: { ...NONE, failed: indexes } });
    expect(await failed(record.id, 0, 2)).toBeUndefined();
    expect(await failed(record.id, 0, 1)).toMatchObject({ failed: new Set([0, 1]) });
    const unknown = newSubmissionId();
    expect(await failed(unknown, 0)).toBeUndefined();
    expect(await submissions.find(unknown)).toBeUndefined();
  });

  it('loses nothing when a hundred workers settle ten items each at once, and shows one of them the complete record', async () => {
    const record = await recorded(1000);
    const settled = await Promise.all(
      Array.from({ length: 100 }, (_, worker) =>
        submissions.settle({
          submissionId: record.id,
          base: baseOf(1000),
          outcomes: { ...NONE, saved: [...Array(10).keys()].map((n) => worker * 10 + n) },
        }),
      ),
    );
    expect(settled.filter((one) => one !== undefined && isComplete(one))).toHaveLength(1);
    expect(await submissions.find(record.id)).toMatchObject({
      saved: new Set(Array(1000).keys()),
      settlements: 100,
    });
  });

  it('ends in the same outcomes, whatever the order and however often', async () => {
    const found = fc.record({
      index: fc.nat(4),
      outcome: fc.constantFrom<Outcome>('saved', 'superseded', 'failed'),
    });
    const shuffled = fc
      .array(found, { minLength: 1, maxLength: 8 })
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      );
    await fc.assert(
      fc.asyncProperty(shuffled, async (orders) => {
        const counts = await Promise.all(
          orders.map(async (order) => {
            const submissionId = newSubmissionId();
            for (const { index, outcome } of order) {
              await submissions.settle({
                submissionId,
                base: baseOf(5),
                outcomes: { ...NONE, [outcome]: [index] },
              });
            }
            return countsOf((await submissions.find(submissionId))!);
          }),
        );
        expect(counts[0]).toEqual(counts[1]);
      }),
      { numRuns: 20 },
    );
  });

  it('stays far below DynamoDB’s 400 KB with a thousand items under each outcome', async () => {
    const submissionId = newSubmissionId();
    const all = [...Array(1000).keys()];
    const outcomes = { saved: all, superseded: all, failed: all };
    const settled = await submissions.settle({ submissionId, base: baseOf(1000), outcomes });
    expect(settled?.failed?.size).toBe(1000);
    // A number takes a byte for two digits and one more, and a set's element one:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    expect(3 * 1000 * (Math.ceil(3 / 2) + 2)).toBeLessThan(400 * 1024);
  });

  describe('markReported', () => {
    it('notes what the report was made from, and when the submission was first complete', async () => {
      const { id: submissionId } = await recorded(1);
      await submissions.settle({ submissionId, outcomes: { ...NONE, saved: [0] } });
      expect(await submissions.markReported({ submissionId, settlements: 1, completedAt })).toMatchObject({
        reportedSettlements: 1,
        completedAt,
      });
      await submissions.settle({ submissionId, outcomes: { ...NONE, saved: [0] } });
      const later = '2026-01-31T10:00:00.000Z';
      expect(
        await submissions.markReported({ submissionId, settlements: 2, completedAt: later }),
      ).toMatchObject({
        reportedSettlements: 2,
        completedAt,
      });
    });

    it('refuses a report that was made before the last settlement, or of no submission', async () => {
      const { id: submissionId } = await recorded(1);
      await submissions.settle({ submissionId, outcomes: { ...NONE, saved: [0] } });
      await submissions.settle({ submissionId, outcomes: { ...NONE, saved: [0] } });
      expect(await submissions.markReported({ submissionId, settlements: 1, completedAt })).toBeUndefined();
      expect(await submissions.find(submissionId)).not.toHaveProperty('reportedSettlements');
      expect(
        await submissions.markReported({ submissionId: newSubmissionId(), settlements: 1, completedAt }),
      ).toBeUndefined();
    });
  });

  it('hands on other errors as they are', async () => {
    const elsewhere = createDynamoSubmissionStore(cloud.documents, 'NoSuchTable');
    await expect(
      elsewhere.settle({
        submissionId: newSubmissionId(),
        base: baseOf(1),
        outcomes: { ...NONE, saved: [0] },
      }),
    ).rejects.toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  });
});
