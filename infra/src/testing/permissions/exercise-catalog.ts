import { fileURLToPath } from 'node:url';
import { createCatalogClient } from '@async-catalog/client';
import { startEmulators, startLocalCloud } from '@async-catalog/local-cloud';
import { Accepted, newSubmissionId, type QueueMessage } from '@async-catalog/product-schema';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { vi } from 'vitest';
import type { z } from 'zod';
import { startApiProcess } from '../../../local/api-process.ts';
import { createFaults } from './faults.ts';
import type { Call } from './recorded-call.ts';
import { recordRequests } from './record-requests.ts';

const ASSEMBLY = fileURLToPath(new URL('../../../cdk.out/dev', import.meta.url));
const SOON = { timeout: 30_000, interval: 50 };

/** Runs the built functions over everything that they can do, and tells of each call to AWS that they made. */
export async function exerciseCatalog(): Promise<Call[]> {
  const calls: Call[] = [];
  const record = (call: Call): void => void calls.push(call);
  await using started = new AsyncDisposableStack();

  const emulators = await startEmulators();
  started.defer(() => emulators.close());
  const front = async (endpoint: string): Promise<string> => {
    const recorder = await recordRequests(endpoint, record, createFaults(calls));
    started.defer(() => recorder.close());
    return recorder.url;
  };
  const { sqs, s3, dynamodb } = emulators.endpoints;
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0 },
    endpoints: { sqs: await front(sqs), s3: await front(s3), dynamodb: await front(dynamodb) },
    onLog: () => {},
    onError: () => {},
  });
  started.defer(() => cloud.close());
  // Without an issuer, the API takes everyone: access is not what this run is about.
  const {
    AUTH_ISSUER: _issuer,
    AUTH_AUDIENCE: _audience,
    ...environment
  } = cloud.functionEnvironment('CatalogApi');
  const api = await startApiProcess({
    environment: { ...environment, AWS_ENDPOINT_URL_LAMBDA: await front(cloud.endpoints.lambda) },
    port: 0,
    onLog: () => {},
  });
  started.defer(() => api.stop());

  await exerciseApi(api.url);
  await exerciseQueue(new SQSClient(emulators.clientConfig('sqs')), calls);
  return calls;
}

async function exerciseApi(url: string): Promise<void> {
  const client = createCatalogClient({ baseUrl: url });
  const get = async (path: string): Promise<void> => {
    const response = await fetch(new URL(path, url));
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    }
    await response.arrayBuffer();
  };
  const post = async (path: string, body: string, headers: Record<string, string>): Promise<Accepted> => {
    const response = await fetch(new URL(path, url), { method: 'POST', body, headers });
    return Accepted.parse(await response.json());
  };

  // Twice with one key; one of the lines is refused, one of them the table finds too large.
  const lines = [
    { name: 'Kettle', price: 1, sku: 'K-1' },
    { name: 'too large', price: 2 },
    { name: '', price: -1 },
  ];
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': 'once' };
  const { submissionId, items } = await post('/products/batch', body, headers);
  await get(`/submissions/${submissionId}/items`);
  await post('/products/batch', body, headers);
  const single = await client.createProduct({ name: 'Teapot', price: 3 });
  await Promise.all([submissionId, single.submissionId].map((id) => client.waitForSubmission(id)));

  await get('/readyz');
  await get('/products?limit=1');
  await get(`/products/${items[0]?.productId}`);
  await get(`/submissions/${submissionId}/report?format=csv`);
  await post(`/submissions/${submissionId}/retry`, '', {});
}

/** What comes over the queue without the API: garbage, a product that was overtaken, a table that is out for a while. */
async function exerciseQueue(sqs: SQSClient, calls: readonly Call[]): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'product-queue' }));
  const send = async (MessageBody: string): Promise<void> =>
    void (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })));
  const worker = (operation: string, resource: string) => (): boolean =>
    calls.some(
      (call) =>
        call.by === 'ProductSaverWorker' && call.operation === operation && call.resource === resource,
    );

  await send('garbage {');
  await send(message({ name: 'An older kettle', sku: 'K-1' }));
  await send(message({ name: 'throttled' }));
  await vi.waitUntil(worker('SendMessage', 'product-dead-letter-queue'), SOON);
  await vi.waitUntil(worker('GetItem', 'ProductTable'), SOON);
  await vi.waitUntil(worker('ChangeMessageVisibilityBatch', 'product-queue'), SOON);
}

function message({ name, sku }: { name: string; sku?: string }): string {
  return JSON.stringify({
    version: 1,
    submissionId: newSubmissionId(),
    index: 0,
    total: 1,
    caller: 'anonymous',
    acceptedAt: new Date(0).toISOString(),
    requestId: 'least-privilege',
    product: { name, price: 1, currency: 'USD', ...(sku !== undefined && { sku }) },
  } satisfies z.input<typeof QueueMessage>);
}
