import { sqsRecord } from '@async-catalog/local-cloud/testing';
import {
  countsOf,
  type ImportId,
  ImportMessage,
  ImportRecord,
  statusOfSubmission,
} from '@async-catalog/product-schema';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCloud, type Cloud } from './testing/cloud.ts';
import { inspect } from './testing/inspect.ts';
import { chunkOf, importRecord } from './testing/messages.ts';
import { workerOn } from './testing/worker.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud();
});
afterAll(() => cloud.close());

/** Adds an import of one chunk, and the chunk, as splitter and intake leave them. */
async function addChunk(products: Parameters<typeof chunkOf>[0]) {
  const chunk = chunkOf(products);
  const { environment, documents } = cloud;
  const put = (TableName: string, Item: object) => documents.send(new PutCommand({ TableName, Item }));
  await put(environment.SUBMISSION_TABLE_NAME, chunk.record);
  await put(environment.IMPORT_TABLE_NAME, importRecord({ id: chunk.importId, chunkTotal: 1 }));
  return { ...chunk, records: chunk.sent.map((one) => sqsRecord(one)) };
}

const importKey = (id: ImportId) => ({ TableName: cloud.environment.IMPORT_TABLE_NAME, Key: { id } });

async function importOf(id: ImportId): Promise<ImportRecord> {
  const { Item } = await cloud.documents.send(new GetCommand({ ...importKey(id), ConsistentRead: true }));
  return ImportRecord.parse(Item);
}

async function cancel(id: ImportId): Promise<void> {
  const update = {
    UpdateExpression: 'SET cancelledAt = :at',
    ExpressionAttributeValues: { ':at': '2026-01-31T09:30:30.000Z' },
  };
  await cloud.documents.send(new UpdateCommand({ ...importKey(id), ...update }));
}

/** Receives and deletes everything in the queue of imports. */
async function importMessages(): Promise<ImportMessage[]> {
  const QueueUrl = cloud.environment.IMPORT_QUEUE_URL;
  const taken: ImportMessage[] = [];
  for (;;) {
    const { Messages = [] } = await cloud.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) {
      return taken;
    }
    for (const { Body = '', ReceiptHandle } of Messages) {
      taken.push(ImportMessage.parse(JSON.parse(Body)));
      await cloud.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}

/** Runs a worker that dies at its n-th step. Returns the names of the steps that it began. */
async function handleUntilStep(deadAt: number, { records }: Awaited<ReturnType<typeof addChunk>>) {
  const died = Promise.withResolvers<undefined>();
  const steps: string[] = [];
  let inFlight = 0;
  const worker = workerOn(cloud, async (name, phase) => {
    steps.push(`${phase} ${name}`);
    inFlight -= phase === 'after' ? 1 : 0;
    if (steps.length > deadAt) {
      // Its other calls have their effect long before the next delivery.
      if (inFlight === 0) {
        died.resolve(undefined);
      }
      await new Promise(() => {});
    }
    inFlight += phase === 'before' ? 1 : 0;
  });
  await Promise.race([worker.handle(records), died.promise]);
  return steps;
}

const reportOf = ({ sent }: Awaited<ReturnType<typeof addChunk>>) => inspect(cloud).report(sent[0]!);

function changesIn({ summary }: Awaited<ReturnType<typeof reportOf>>): Record<string, number> {
  return Object.fromEntries(Object.entries(summary.changes).filter(([, count]) => count > 0));
}

const ROWS = [{ sku: 'A' }, { sku: 'B' }];

describe.each([
  ['two rows', ROWS],
  ['one row', ROWS.slice(1)],
])('a worker that dies with a chunk of %s', (_, products) => {
  /** Gives each chunk products of its own. */
  let next = 0;
  const rows = () => products.map(({ sku }) => ({ sku: `${sku}-${products.length}-${(next += 1)}` }));

  it('at whatever step, leaves nothing that the next delivery doesn’t finish', async () => {
    const steps = await handleUntilStep(Infinity, await addChunk(rows()));
    expect(steps.slice(steps.indexOf('after markReported'))).toEqual([
      'after markReported',
      'before settleChunk',
      'after settleChunk',
      'before finish',
      'after finish',
    ]);
    await importMessages();

    for (let deadAt = 0; deadAt < steps.length; deadAt += 1) {
      const chunk = await addChunk(rows());
      await handleUntilStep(deadAt, chunk);
      expect(new Set(await workerOn(cloud).handle(chunk.records))).toEqual(new Set(['fulfilled']));

      const record = await inspect(cloud).record(chunk.sent[0]!);
      expect(record).toMatchObject({ reportedSettlements: record?.settlements });
      expect((await importOf(chunk.importId)).chunks).toEqual({
        0: { settlements: record?.settlements, saved: products.length, ...changesIn(await reportOf(chunk)) },
      });
      expect((await importMessages()).at(-1)).toEqual({
        version: 1,
        importId: chunk.importId,
        task: 'finish',
      });
    }
  });

  it('at whatever step, before its import is cancelled, leaves each row saved or cancelled, as it is', async () => {
    const steps = await handleUntilStep(Infinity, await addChunk(rows()));
    const statuses = new Set<string>();
    for (let deadAt = 0; deadAt < steps.length; deadAt += 1) {
      const chunk = await addChunk(rows());
      await handleUntilStep(deadAt, chunk);
      await cancel(chunk.importId);
      expect(new Set(await workerOn(cloud).handle(chunk.records))).toEqual(new Set(['fulfilled']));

      const record = (await inspect(cloud).record(chunk.sent[0]!))!;
      for (const one of chunk.sent) {
        const isThere = (await inspect(cloud).product(one)) !== undefined;
        expect([record.saved?.has(one.index) ?? false, record.cancelled?.has(one.index) ?? false]).toEqual([
          isThere,
          !isThere,
        ]);
      }
      const { saved, cancelled } = countsOf(record);
      expect((await importOf(chunk.importId)).chunks[0]).toMatchObject({
        settlements: record.settlements,
        ...(saved > 0 && { saved }),
        ...(cancelled > 0 && { cancelled }),
      });
      expect((await reportOf(chunk)).summary.counts).toEqual(countsOf(record));
      statuses.add(statusOfSubmission(record, new Date()));
    }
    expect(statuses).toEqual(new Set(['cancelled', 'completed']));
  });
});
