import { createDocumentClient, createS3Client, createSqsClient } from '@async-catalog/aws-clients';
import { expect, it } from 'vitest';
import type { shortCutClients } from './apps.ts';
import { traceOf } from './testing/trace-of.ts';
import { type History, POISON } from './world.ts';

const HISTORY: History = {
  seed: 1,
  wishes: [
    {
      atMs: 0,
      key: 'key',
      copies: 2,
      products: [
        { name: 'Tea', price: 1, sku: 'A', brand: 'Acme' },
        { name: 'Tea', price: -1 },
        { name: 'Tea', price: 2, description: POISON },
      ],
    },
    { atMs: 40, key: undefined, copies: 1, products: [{ name: 'Tea', price: 3, sku: 'A' }] },
  ],
  faults: [
    { point: 'SubmissionTable.PutItem', nth: 0, effect: 'throttled' },
    { point: 'product-queue.SendMessageBatch', nth: 0, effect: 'late' },
    { point: 'bucket.PutObject part', nth: 0, effect: 'failed' },
    { point: 'bucket.PutObject report.json', nth: 0, times: 3, effect: 'answer lost' },
    { point: 'SubmissionTable.UpdateItem', nth: 3, times: 4, effect: 'throttled' },
  ],
  outages: [{ resource: 'ProductTable', refusal: 'throttled', fromMs: 0, forMs: 4000 }],
  garbage: ['garbage'],
  mapping: { batchSize: 10, batchingWindowMs: 5, concurrency: 1 },
  maxReceiveCount: 5,
  conditionFailuresTellItem: true,
};

/** So that it doesn't matter which of two calls at once comes first. */
const NO_CHANCE = {
  integer: (least: number) => least,
  fraction: () => 0,
  take: <T>(from: T[]) => from.shift(),
  fill: <T extends ArrayBufferView>(array: T) => array,
};

const wholeClients: typeof shortCutClients = ({ dynamodb, sqs, s3 }, budget) => {
  const clients = {
    documents: createDocumentClient(budget),
    sqs: createSqsClient(budget),
    s3: createS3Client(budget),
  };
  const signer = { sign: (request: unknown) => Promise.resolve(request) };
  const shared = { credentials: () => Promise.resolve({}), signer: () => Promise.resolve(signer) };
  Object.assign(clients.documents.config, shared, { requestHandler: dynamodb });
  Object.assign(clients.sqs.config, shared, { requestHandler: sqs });
  Object.assign(clients.s3.config, shared, { requestHandler: s3 });
  return clients;
};

it('brings about the very history that clients with all of their middleware do', async () => {
  // The first time, they read their configuration files, in real time.
  await traceOf(HISTORY, { clientsOver: wholeClients });

  const short = await traceOf(HISTORY, { randomness: NO_CHANCE });

  expect(short).toEqual(await traceOf(HISTORY, { randomness: NO_CHANCE, clientsOver: wholeClients }));
  expect(short.happened.length).toBeGreaterThan(HISTORY.faults.length);
});
