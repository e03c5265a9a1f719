import { type NewProduct, createCatalogClient } from '@async-catalog/client';
import { startEmulators } from '@async-catalog/local-cloud';
import { submissionIdForKey } from '@async-catalog/product-schema';
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startProcess } from '../local/testing/start-process.ts';
import type { Call } from '../src/testing/recording/recorded-call.ts';
import { type Fault, recordRequests } from '../src/testing/recording/record-requests.ts';

/** Says at which call the process is killed, before it gets anywhere; `sent`: how many calls have sent messages so far. */
type Moment = (call: Call, body: string, sent: number) => boolean;

const isSend = ({ operation }: Call): boolean => operation === 'SendMessageBatch';
const MOMENTS: [string, number, Moment][] = [
  ['the record is written', 0, isSend],
  ['some of the messages are sent', 1, (call, _, sent) => isSend(call) && sent === 1],
  [
    'all messages are sent, and not marked so',
    3,
    ({ operation }, body) => operation === 'UpdateItem' && body.includes('queuedAt'),
  ],
];

let dynamodb: DynamoDBClient;
const noFault: Fault = () => undefined;
let fault = noFault;
/** Where a process finds the services of AWS, which outlive it. */
let services: Record<string, string>;
beforeAll(async () => {
  await using started = new AsyncDisposableStack();
  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const front = async (endpoint: string): Promise<string> => {
    const between = await recordRequests(
      endpoint,
      () => undefined,
      (call, body) => fault(call, body),
    );
    started.defer(() => between.close());
    return between.url;
  };
  services = {
    AWS_ENDPOINT_URL_SQS: await front(emulators.endpoints.sqs),
    AWS_ENDPOINT_URL_S3: await front(emulators.endpoints.s3),
    AWS_ENDPOINT_URL_DYNAMODB: await front(emulators.endpoints.dynamodb),
  };
  dynamodb = new DynamoDBClient(emulators.clientConfig('dynamodb'));
  const running = started.move();
  return () => running.disposeAsync();
});

function start() {
  const started = startProcess(['--empty'], services);
  onTestFinished(() => void started.child.kill('SIGKILL'));
  return started;
}

/** Starts the catalog, sends it a batch, and kills it at that moment. Resolves with how many calls had sent messages. */
async function sendAndKill(products: NewProduct[], idempotencyKey: string, moment: Moment): Promise<number> {
  const { child, ready, ended } = start();
  const { api = '' } = await ready;
  let sent = 0;
  fault = (call, body) => {
    if (child.killed || moment(call, body, sent)) {
      child.kill('SIGKILL');
      return { status: 500, type: 'NobodyIsThere', message: 'to read this' };
    }
    sent += Number(isSend(call));
    return undefined;
  };
  const answer = createCatalogClient({ baseUrl: api, retries: 0 }).createProducts(products, {
    idempotencyKey,
  });
  // The API is another process: it finishes what is open, and can't know.
  await expect(answer).rejects.toMatchObject({ status: 503 });
  await expect(ended).resolves.toMatchObject({ signal: 'SIGKILL' });
  fault = noFault;
  return sent;
}

/** As if as much time had passed as the killed process might have lived. */
async function endHold(idempotencyKey: string): Promise<void> {
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
    await endHold(name);
    const { child, ready, ended } = start();
    const catalog = createCatalogClient({ baseUrl: (await ready)['api'] ?? '' });
    const { submissionId } = await catalog.createProducts(products, { idempotencyKey: name });
    const { status } = await catalog.waitForSubmission(submissionId);
    const saved = (await Array.fromAsync(catalog.products({ limit: 100 }))).filter(
      (product) => product.submissionId === submissionId,
    );
    child.kill('SIGINT');
    await ended;

    expect(status).toBe('completed');
    expect(saved.map((product) => product.name).toSorted()).toEqual(
      products.map((product) => product.name).toSorted(),
    );
    expect(new Set(saved.map(({ version }) => version))).toEqual(new Set([1]));
    const { Count } = await dynamodb.send(new ScanCommand({ TableName: 'SubmissionTable' }));
    expect(Count).toBe(MOMENTS.findIndex(([moment_]) => moment_ === name) + 1);
  });
});
