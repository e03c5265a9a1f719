import { createDocumentClient } from '@async-catalog/aws-clients';
import {
  MAX_NOTED_RETRIES,
  newSubmissionId,
  retryEntry,
  submissionTimes,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { UnavailableError } from '../core/errors.ts';
import type { Claim, ClaimingRecord, SubmissionStore } from '../core/ports.ts';
import { type Cloud, startCloud } from '../testing/cloud.ts';
import { inspect } from '../testing/inspect.ts';
import { createDynamoSubmissionStore } from './dynamo-submission-store.ts';

let cloud: Cloud;
let store: SubmissionStore;
beforeAll(async () => {
  cloud = await startCloud();
  store = createDynamoSubmissionStore(cloud.documents, cloud.environment.SUBMISSION_TABLE_NAME);
});
afterAll(() => cloud.close());

const soon = () => AbortSignal.timeout(60_000);
const NOTHING_SENT = { mayBeSent: false, sent: [] };
const QUEUED_AT = '2026-01-01T00:00:01.000Z';
const claim = (sendingBy: string): Claim => ({ sendingBy, sendingUntil: '2026-01-01T00:00:30.000Z' });

function unreachableStore(): SubmissionStore {
  // Nothing listens on this port.
  const client = new DynamoDBClient({ endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return createDynamoSubmissionStore(DynamoDBDocumentClient.from(client), 'SubmissionTable');
}

describe('create', () => {
  it('writes a record that is read back equal', async () => {
    const record = submissionRecord({ fingerprint: 'f', ...claim('a') });

    expect(await store.create(record, soon())).toEqual(record);
    expect(await inspect(cloud).record(record.id)).toEqual(record);
  });

  it('resolves to an earlier record in its present state, and leaves it unchanged', async () => {
    const first = submissionRecord(claim('a'));
    await store.create(first, soon());
    await store.markQueued(first.id, QUEUED_AT, soon());

    const stored = await store.create(
      submissionRecord({ id: first.id, requestId: 'req-2', ...claim('b') }),
      soon(),
    );

    expect(stored).toMatchObject({ requestId: first.requestId, queuedAt: QUEUED_AT });
    expect(await inspect(cloud).record(first.id)).toEqual(stored);
  });

  it('recognizes its own record when the response to the first attempt was lost', async () => {
    const documents = createDocumentClient();
    onTestFinished(() => documents.destroy());
    let attempts = 0;
    documents.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        attempts += 1;
        if (attempts === 1) {
          throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', name: 'TimeoutError' });
        }
        return result;
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const record = submissionRecord(claim('a'));

    const stored = await createDynamoSubmissionStore(
      documents,
      cloud.environment.SUBMISSION_TABLE_NAME,
    ).create(record, soon());

    expect(stored).toEqual(record);
    expect(attempts).toBeGreaterThan(1);
  });

  it.each([
    ['replaces a record that expires in this second', 0, true],
    ['keeps a record for its last second', 1, false],
  ])('%s, with all that is in it', async (_, secondsLeft, isReplaced) => {
    const now = submissionTimes(new Date('2026-03-02T09:30:00.000Z'));
    const old = submissionRecord({
      expiresAt: Date.parse(now.createdAt) / 1000 + secondsLeft,
      saved: new Set([0]),
      queuedAt: QUEUED_AT,
    });
    await store.create(old, soon());
    const record = submissionRecord({ id: old.id, ...now });

    const stored = await store.create(record, soon());

    expect(stored).toEqual(isReplaced ? record : old);
    expect(await inspect(cloud).record(old.id)).toEqual(stored);
  });

  it('says that the table is unavailable', async () => {
    await expect(unreachableStore().create(submissionRecord(), soon())).rejects.toThrow(UnavailableError);
  });

  it('says so too when the time is up', async () => {
    await expect(store.create(submissionRecord(), AbortSignal.abort())).rejects.toThrow(UnavailableError);
  });

  it('does not take a missing table for a transient error', async () => {
    const misnamed = createDynamoSubmissionStore(cloud.documents, 'OtherTable');

    await expect(misnamed.create(submissionRecord(), soon())).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }) as Error,
    );
  });
});

describe('takeOver', () => {
  const LATER = submissionTimes(new Date('2026-02-01T00:00:00.000Z'));
  const { createdAt: _, ...LATER_DEADLINE } = LATER;
  const ours = (sendingBy: string) => ({ ...submissionRecord(LATER), ...claim(sendingBy) });

  it.each([
    ['claimed by another', { ...claim('a'), mayBeSent: false }],
    ['claimed by nobody', {}],
    ['released after something may have been sent', { mayBeSent: true }],
  ])('takes a submission that is %s, and moves its deadline', async (__, claimed) => {
    const seen = await store.create(submissionRecord(claimed), soon());

    const stored = await store.takeOver(seen, ours('b'), soon());

    expect(stored).toEqual({ ...seen, ...claim('b'), ...LATER_DEADLINE, mayBeSent: true });
    expect(await inspect(cloud).record(seen.id)).toEqual(stored);
  });

  it('takes one of which nothing was sent as if it were new', async () => {
    const seen = await store.create(submissionRecord({ mayBeSent: false }), soon());

    const stored = await store.takeOver(seen, ours('b'), soon());

    expect(stored).toEqual({ ...seen, ...claim('b'), ...LATER });
  });

  it('leaves the time of acceptance of one that another has taken and released since it was seen', async () => {
    const seen = await store.create(submissionRecord({ mayBeSent: false }), soon());
    await store.takeOver(seen, ours('a'), soon());
    await store.release(seen.id, claim('a'), { mayBeSent: true, sent: [] });

    const stored = await store.takeOver(seen, { ...ours('b'), createdAt: QUEUED_AT }, soon());

    expect(stored).toMatchObject({ createdAt: LATER.createdAt, mayBeSent: true });
    expect(stored).not.toHaveProperty('sendingBy');
  });

  it('lets one of many have it, and shows the others which', async () => {
    const seen = await store.create(submissionRecord(claim('a')), soon());

    const stored = await Promise.all(
      ['b', 'c', 'd', 'e'].map((name) => store.takeOver(seen, ours(name), soon())),
    );

    expect(new Set(stored.map(({ sendingBy }) => sendingBy)).size).toBe(1);
  });

  it('leaves alone what was queued since it was seen', async () => {
    const seen = await store.create(submissionRecord(), soon());
    await store.markQueued(seen.id, QUEUED_AT, soon());

    expect(await store.takeOver(seen, ours('b'), soon())).toEqual({ ...seen, queuedAt: QUEUED_AT });
  });
});

describe('markQueued', () => {
  it('records when, and ends the claim, whoever has it', async () => {
    const record = submissionRecord();
    await store.create({ ...record, ...claim('a') }, soon());

    await store.markQueued(record.id, QUEUED_AT, soon());

    expect(await inspect(cloud).record(record.id)).toEqual({ ...record, queuedAt: QUEUED_AT });
  });

  it('makes no record of one that is gone', async () => {
    const { id } = submissionRecord();

    await expect(store.markQueued(id, QUEUED_AT, soon())).rejects.toThrow('conditional');
    expect(await inspect(cloud).record(id)).toBeUndefined();
  });
});

describe('release', () => {
  it('ends the claim', async () => {
    const record = await store.create(submissionRecord(claim('a')), soon());

    await store.release(record.id, claim('a'), NOTHING_SENT);

    expect(await inspect(cloud).record(record.id)).not.toHaveProperty('sendingBy');
  });

  it('notes that something may be sent, which no later release takes back', async () => {
    const record = await store.create(submissionRecord({ ...claim('a'), mayBeSent: false }), soon());

    await store.release(record.id, claim('a'), { mayBeSent: true, sent: [] });

    expect(await inspect(cloud).record(record.id)).toMatchObject({ mayBeSent: true });
  });

  it('adds up what is sent, until all of it is queued', async () => {
    const { id } = await store.create(submissionRecord({ ...claim('a'), total: 5 }), soon());

    await store.release(id, claim('a'), { mayBeSent: true, sent: [0, 3] });
    const seen = await store.takeOver(
      submissionRecord({ id }),
      submissionRecord(claim('b')) as ClaimingRecord,
      soon(),
    );
    await store.release(id, claim('b'), { mayBeSent: true, sent: [1] });

    expect(seen.sentIndexes).toEqual(new Set([0, 3]));
    expect((await inspect(cloud).record(id))?.sentIndexes).toEqual(new Set([0, 1, 3]));
    await store.markQueued(id, QUEUED_AT, soon());
    expect(await inspect(cloud).record(id)).not.toHaveProperty('sentIndexes');
  });

  it('leaves the claim of another as it is', async () => {
    const record = await store.create(submissionRecord(claim('a')), soon());

    await store.release(record.id, claim('b'), NOTHING_SENT);

    expect(await inspect(cloud).record(record.id)).toEqual(record);
  });

  it('makes no record of one that is not there', async () => {
    const { id } = submissionRecord();

    await store.release(id, claim('a'), NOTHING_SENT);

    expect(await inspect(cloud).record(id)).toBeUndefined();
  });

  it('says that the table is unavailable', async () => {
    await expect(unreachableStore().release(newSubmissionId(), claim('a'), NOTHING_SENT)).rejects.toThrow(
      UnavailableError,
    );
  });
});

const retry = () => ({ id: newSubmissionId(), createdAt: QUEUED_AT });

describe('noteRetry', () => {
  it('adds the retry once, however often, and leaves the rest as it is', async () => {
    const first = submissionRecord();
    await store.create(first, soon());
    const [one, other] = [retry(), retry()];

    await store.noteRetry(first.id, one, soon());
    await store.noteRetry(first.id, one, soon());
    await store.noteRetry(first.id, other, soon());

    expect(await inspect(cloud).record(first.id)).toEqual({
      ...first,
      retries: new Set([`${QUEUED_AT} ${one.id}`, `${QUEUED_AT} ${other.id}`]),
    });
  });

  it('makes no record where the first one has expired', async () => {
    const { id } = submissionRecord();

    await store.noteRetry(id, retry(), soon());

    expect(await inspect(cloud).record(id)).toBeUndefined();
  });

  it('notes up to a hundred', async () => {
    const retries = new Set(Array.from({ length: MAX_NOTED_RETRIES - 1 }, () => retryEntry(retry())));
    const first = submissionRecord({ retries });
    await store.create(first, soon());
    const last = retry();

    await store.noteRetry(first.id, last, soon());
    await store.noteRetry(first.id, retry(), soon());

    expect((await inspect(cloud).record(first.id))?.retries).toEqual(retries.add(retryEntry(last)));
  });

  it('rejects when the table is unreachable', async () => {
    await expect(unreachableStore().noteRetry(newSubmissionId(), retry(), soon())).rejects.toThrow(
      UnavailableError,
    );
  });
});
