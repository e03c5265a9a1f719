import { type ProductInput, createCatalogClient } from '@async-catalog/client';
import { submissionIdForKey } from '@async-catalog/product-schema';
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { startProcess } from '@async-catalog/local/testing/start-process';
import type { Fault, IamCall } from './recording/iam-call.ts';
import { startFaultyEmulators } from './testing/faulty-emulators.ts';

/**
 * Picks the call at which the process is killed, before the call arrives; `sent` counts the calls that sent
 * messages.
 */
type Moment = (call: IamCall, body: string, sent: number) => boolean;

const isSend = ({ operation }: IamCall): boolean => operation === 'SendMessageBatch';
const MOMENTS: [string, number, Moment][] = [
  ['the record is written', 0, isSend],
  ['some of the messages are sent', 1, (call, _, sent) => isSend(call) && sent === 1],
  [
    'all messages are sent, and not marked so',
    3,
    ({ operation }, body) => operation === 'UpdateItem' && body.includes('queuedAt'),
  ],
];

let emulators: Awaited<ReturnType<typeof startFaultyEmulators>>;
let dynamodb: DynamoDBClient;
/** The catalog in its own process, over services of AWS that outlive it. */
let running: ReturnType<typeof startProcess>;
beforeAll(async () => {
  emulators = await startFaultyEmulators();
  dynamodb = new DynamoDBClient(emulators.clientConfig('dynamodb'));
  running = start();
  return async () => {
    running.child.kill('SIGKILL');
    await running.ended;
    await emulators.close();
  };
});

function start() {
  const { sqs, s3, dynamodb: tables } = emulators.endpoints;
  return startProcess(['--empty'], {
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_DYNAMODB: tables,
  });
}

async function client(options: { retries?: number } = {}) {
  const { api = '' } = await running.ready;
  return createCatalogClient({ baseUrl: api, ...options });
}

/** Sends a batch and kills the catalog at that moment. Resolves to the number of calls that sent messages. */
async function sendAndKill(
  products: ProductInput[],
  idempotencyKey: string,
  moment: Moment,
): Promise<number> {
  const { child, ended } = running;
  const catalog = await client({ retries: 0 });
  let sent = 0;
  const kill: Fault = (call, body) => {
    if (child.killed || moment(call, body, sent)) {
      child.kill('SIGKILL');
      return { status: 500, type: 'NobodyIsThere', message: 'to read this' };
    }
    sent += Number(isSend(call));
    return undefined;
  };
  await emulators.during(kill, async () => {
    // The API is another process: it finishes what is open, and can't know.
    await expect(catalog.createProducts(products, { idempotencyKey })).rejects.toMatchObject({ status: 503 });
    await expect(ended).resolves.toMatchObject({ signal: 'SIGKILL' });
  });
  return sent;
}

/** Ends the killed process's claim at once, instead of waiting until it expires. */
async function endClaim(idempotencyKey: string): Promise<void> {
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: 'SubmissionTable',
      Key: { id: { S: submissionIdForKey('anonymous', idempotencyKey) } },
      UpdateExpression: 'SET sendingUntil = :past',
      ConditionExpression: 'attribute_exists(sendingUntil) AND attribute_not_exists(queuedAt)',
      ExpressionAttributeValues: { ':past': { S: '2026-01-01T00:00:00.000Z' } },
    }),
  );
}

describe('a processor that is killed when', () => {
  it.each(MOMENTS)('%s leaves what a repeat with the same key finishes', async (name, sentBefore, moment) => {
    const products = Array.from({ length: 23 }, (_, index) => ({ name: `${name} ${index}`, price: index }));

    expect(await sendAndKill(products, name, moment)).toBe(sentBefore);
    await endClaim(name);
    running = start();
    const catalog = await client();
    const { submissionId } = await catalog.createProducts(products, { idempotencyKey: name });
    const { status } = await catalog.waitForSubmission(submissionId);
    const saved = (await Array.fromAsync(catalog.products({ limit: 100 }))).filter(
      (product) => product.submissionId === submissionId,
    );

    expect(status).toBe('completed');
    expect(saved.map((product) => product.name).toSorted()).toEqual(
      products.map((product) => product.name).toSorted(),
    );
    expect(new Set(saved.map(({ version }) => version))).toEqual(new Set([1]));
    const { Count } = await dynamodb.send(new ScanCommand({ TableName: 'SubmissionTable' }));
    expect(Count).toBe(MOMENTS.findIndex(([moment_]) => moment_ === name) + 1);
  });
});
