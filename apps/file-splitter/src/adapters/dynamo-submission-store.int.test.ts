import { newImportId, newSubmissionId, type SubmissionRecord } from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SubmissionStore } from '../core/ports.ts';
import { type Cloud, startCloud } from '../testing/cloud.ts';
import { createDynamoSubmissionStore } from './dynamo-submission-store.ts';

describe('createDynamoSubmissionStore', () => {
  const at = '2026-01-31T18:00:00.000Z';
  let cloud: Cloud;
  let submissions: SubmissionStore;

  beforeAll(async () => {
    cloud = await startCloud();
    submissions = createDynamoSubmissionStore(cloud.documents, cloud.environment.SUBMISSION_TABLE_NAME);
  });
  afterAll(() => cloud.close());

  async function add(fields: Partial<SubmissionRecord>): Promise<SubmissionRecord> {
    const id = newSubmissionId();
    const record = submissionRecord({ importId: newImportId(), chunk: 0, ...fields, id });
    const TableName = cloud.environment.SUBMISSION_TABLE_NAME;
    await cloud.documents.send(new PutCommand({ TableName, Item: record }));
    return record;
  }

  it('settles items as failed once, which completes their submission', async () => {
    const record = await add({ total: 3, saved: new Set([0]), settlements: 1 });
    const settled = await submissions.settleFailed(record, [1, 2], at);

    expect(settled).toEqual({
      ...record,
      failed: new Set([1, 2]),
      settlements: 2,
      settledAt: at,
      completedAt: at,
    });
    expect(await submissions.settleFailed(record, [1, 2], at)).toBeUndefined();
    expect((await submissions.find([record.id])).get(record.id)).toEqual(settled);
  });

  it('completes a submission whose items were all refused', async () => {
    const record = await add({ total: 1, rejected: 1, rejectedIndexes: new Set([0]) });

    expect(await submissions.settleFailed(record, [], at)).toEqual({
      ...record,
      settlements: 1,
      settledAt: at,
      completedAt: at,
    });
  });

  it('leaves a submission that was queued or settled since it was read, or that is gone', async () => {
    const queued = await add({ total: 2, queuedAt: at });
    const settled = await add({ total: 2, saved: new Set([0]), settlements: 2 });

    expect(await submissions.settleFailed(queued, [0, 1], at)).toBeUndefined();
    expect(await submissions.settleFailed({ ...settled, settlements: 1 }, [1], at)).toBeUndefined();
    expect(await submissions.settleFailed({ ...queued, id: newSubmissionId() }, [0], at)).toBeUndefined();
  });
});
