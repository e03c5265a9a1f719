import { sqsRecord } from '@async-catalog/local-cloud/testing';
import {
  countsOf,
  reportKey,
  statusOfSubmission,
  type PutMessage,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCloud, type Cloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { buildRecord, message, submission } from './testing/messages.ts';
import { workerOn } from './testing/worker.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

/** Runs a worker that dies at its n-th step. Returns how many steps it took. */
async function handleUntilStep(deadAt: number, records: SQSRecord[]): Promise<number> {
  const died = Promise.withResolvers<undefined>();
  let step = 0;
  const worker = workerOn(cloud, async () => {
    step += 1;
    if (step > deadAt) {
      died.resolve(undefined);
      await new Promise(() => {});
    }
  });
  await Promise.race([worker.handle(records), died.promise]);
  return step;
}

/** Expects the text under the product's id where the submission has one item, and else an up-to-date report. */
async function expectReported(sent: PutMessage, record: SubmissionRecord): Promise<void> {
  const { completedAt = '', settlements, reportedSettlements } = record;
  const text = record.total === 1 ? await inspect(cloud).productReport(sent) : completedAt;
  expect(text).toContain(completedAt);
  const report = record.total === 1 ? undefined : await inspect(cloud).report(sent);
  expect(reportedSettlements).toBe(report && settlements);
  expect(report?.header.completedAt).toBe(report && completedAt);
  expect(report?.summary.counts).toEqual(report && countsOf(record));
}

const unreadable = (sent: PutMessage) => sqsRecord(JSON.stringify({ ...sent, version: 2 }));

describe('a worker that dies', () => {
  it.each<[string, () => PutMessage[], number[]]>([
    ['with a submission of one product', () => [message()], []],
    ['with a submission of two', () => submission([{}, {}]), []],
    ['with a submission of which one message can’t be read', () => submission([{}, {}, {}]), [1]],
  ])(
    '%s, at whatever step, leaves nothing that the next delivery doesn’t finish',
    async (_name, messages, bad) => {
      const toRecords = (sent: PutMessage[]) =>
        sent.map((one, n) => (bad.includes(n) ? unreadable(one) : sqsRecord(one)));
      const steps = await handleUntilStep(Infinity, toRecords(messages()));
      expect(steps).toBeGreaterThanOrEqual(6);

      for (let deadAt = 0; deadAt < steps; deadAt += 1) {
        const sent = messages();
        const records = toRecords(sent);
        await handleUntilStep(deadAt, records);
        expect(new Set(await workerOn(cloud).handle(records))).toEqual(new Set(['fulfilled']));

        const record = await inspect(cloud).record(sent[0]!);
        const saved = sent.length - bad.length;
        expect(countsOf(record!)).toMatchObject({ saved, failed: bad.length, pending: 0 });
        await expectReported(sent[0]!, record!);
        expect(await inspect(cloud).product(sent[0]!)).toHaveProperty('version', 1);
      }
      const dead = await inspect(cloud).deadLetters();
      expect(dead.length).toBeGreaterThanOrEqual(bad.length * steps);
    },
  );
});

describe('a worker that dies before its submission is cancelled', () => {
  const TableName = 'SubmissionTable';

  /** Records a submission as intake does, or nothing twice. */
  async function record(sent: PutMessage): Promise<void> {
    await cloud.documents.send(new PutCommand({ TableName, Item: buildRecord(sent) }));
  }

  async function cancel({ submissionId: id }: PutMessage): Promise<void> {
    const update = {
      UpdateExpression: 'SET cancelledAt = :at',
      ExpressionAttributeValues: { ':at': '2026-01-31T09:30:30.000Z' },
    };
    await cloud.documents.send(new UpdateCommand({ TableName, Key: { id }, ...update }));
  }

  it.each<[string, () => PutMessage[]]>([
    ['one product', () => [message()]],
    ['two', () => submission([{}, {}])],
  ])('at whatever step, leaves each item of %s saved or cancelled, as it is', async (_name, messages) => {
    const steps = await handleUntilStep(
      Infinity,
      messages().map((one) => sqsRecord(one)),
    );
    const statuses = new Set<string>();
    for (let deadAt = 0; deadAt < steps; deadAt += 1) {
      const sent = messages();
      const records = sent.map((one) => sqsRecord(one));
      await record(sent[0]!);
      await handleUntilStep(deadAt, records);
      await cancel(sent[0]!);
      expect(new Set(await workerOn(cloud).handle(records))).toEqual(new Set(['fulfilled']));

      const settled = (await inspect(cloud).record(sent[0]!))!;
      for (const one of sent) {
        const isThere = (await inspect(cloud).product(one)) !== undefined;
        expect([settled.saved?.has(one.index) ?? false, settled.cancelled?.has(one.index) ?? false]).toEqual([
          isThere,
          !isThere,
        ]);
      }
      expect(countsOf(settled).pending).toBe(0);
      await expectReported(sent[0]!, settled);
      statuses.add(statusOfSubmission(settled, new Date()));
    }
    expect(statuses).toEqual(new Set(['cancelled', 'completed']));
  });
});

describe('a submission of a thousand products', () => {
  it('is complete and reported after invocations in any order, several at once', async () => {
    const sent = submission(
      Array.from({ length: 1000 }, (_, n) => ({ sku: `SKU-${n}`, price: n, category: 'Tea' })),
    );
    // 389 and 1,000 have no common factor, so this visits each item once, far from its neighbours.
    const shuffled = sent.map((_, n) => sqsRecord(sent[(n * 389) % 1000]!));
    const batches = Array.from({ length: 20 }, (_, n) => shuffled.slice(n * 50, n * 50 + 50));
    const workers = [0, 1, 2, 3].map(async (worker) => {
      for (const batch of batches.filter((_, n) => n % 4 === worker)) {
        expect(new Set(await workerOn(cloud).handle(batch))).toEqual(new Set(['fulfilled']));
      }
    });
    await Promise.all(workers);

    const record = await inspect(cloud).record(sent[0]!);
    expect(record).toMatchObject({ saved: new Set(sent.keys()), settlements: 20, reportedSettlements: 20 });
    const report = await inspect(cloud).report(sent[0]!);
    expect(report.items.map(({ sku }) => sku)).toEqual(sent.map(({ product }) => product.sku));
    expect(report.summary.totals).toEqual([
      {
        category: 'Tea',
        currency: 'EUR',
        products: 1000,
        digits: 2,
        priceInMinorUnits: 100 * ((999 * 1000) / 2),
      },
    ]);
    expect(await inspect(cloud).objectKeys(`reports/${sent[0]?.submissionId}/parts/`)).toHaveLength(20);
  });
});

describe('two workers with the same messages', () => {
  it('save a product once, and leave one truthful report under its id', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const sent = message();
      await Promise.all([0, 1].map(() => workerOn(cloud).handle([sqsRecord(sent)])));
      const record = await inspect(cloud).record(sent);
      expect(record).toMatchObject({ saved: new Set([0]), settlements: 2, result: { version: 1 } });
      expect(await inspect(cloud).productReport(sent)).toContain(record?.completedAt);
    }
  });

  it('leave a report that says what the record says, once what went back has come again', async () => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const sent = submission([{}, {}]);
      const records = sent.map((one) => sqsRecord(one));
      const workers = [0, 1].map(async () => {
        const results = await workerOn(cloud).handle(records);
        return records.filter((_, n) => results[n] === 'rejected');
      });
      for (const returned of await Promise.all(workers)) {
        await workerOn(cloud).handle(returned);
      }
      const record = await inspect(cloud).record(sent[0]!);
      expect(record?.reportedSettlements).toBe(record?.settlements);
      const { header, items } = await inspect(cloud).report(sent[0]!);
      expect(header.completedAt).toBe(record?.completedAt);
      expect(items).toMatchObject([
        { outcome: 'saved', version: 1 },
        { outcome: 'saved', version: 1 },
      ]);
    }
  });

  it('mark no report that is older than the last settlement', async () => {
    const sent = submission([{}, {}]);
    const records = sent.map((one) => sqsRecord(one));
    const mayWrite = Promise.withResolvers<void>();
    const settled = Promise.withResolvers<void>();
    const slow = workerOn(cloud, async (name, phase) => {
      if (phase === 'before' && name === 'putReport') {
        settled.resolve();
        await mayWrite.promise;
      }
    });
    const older = slow.handle(records);
    await settled.promise;
    expect(await workerOn(cloud).handle(records)).toEqual(['fulfilled', 'fulfilled']);
    mayWrite.resolve();
    expect(await older).toEqual(['fulfilled', 'rejected']);
    // The object is now the older report, and says so: a reader builds its own until the record comes again.
    expect(await inspect(cloud).object(reportKey(sent[0]!.submissionId, 'json'))).toMatchObject({
      Metadata: { settlements: '1' },
    });
    expect(await workerOn(cloud).handle([records[1]!])).toEqual(['fulfilled']);
    expect(await inspect(cloud).record(sent[0]!)).toMatchObject({ settlements: 3, reportedSettlements: 3 });
  });
});
