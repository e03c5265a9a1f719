import { DescribeTableCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { PROBLEM_MEDIA_TYPE, Product } from '@async-catalog/product-schema';
import { describe, expect, it, vi } from 'vitest';
import { readSampleCatalog } from './sample-catalog.ts';
import { runCatalog } from './testing/running-catalog.ts';

const REPORT_BUCKET = 'async-catalog-reports-000000000000-us-east-1';

describe('the pipeline, through HTTP', () => {
  it('saves and reports an accepted product', async () => {
    const { api, fetch, s3 } = await runCatalog();
    const sent = {
      name: '  Théière Fonte  ',
      price: 89.9,
      currency: 'EUR',
      sku: 'TEA/POT-1',
      tags: ['thé', '茶'],
      attributes: { litres: 1.2, induction: true, huge: 1e300 },
    };

    const { submissionId, items } = await api.createProduct(sent);
    const submission = await api.waitForSubmission(submissionId);
    const answer = await fetch(`/products/${items[0]?.productId}`);
    const product = Product.parse(await answer.json());
    const inBucket = await s3.send(new GetObjectCommand({ Bucket: REPORT_BUCKET, Key: items[0]?.productId }));

    expect(submission).toMatchObject({ status: 'completed', counts: { total: 1, saved: 1, pending: 0 } });
    expect(product).toMatchObject({ ...sent, name: 'Théière Fonte', submissionId, version: 1 });
    expect(await inBucket.Body?.transformToString()).toContain(submissionId);
  });

  it('saves a SKU that is submitted again as the next version of the same product', async () => {
    const { api, fetch } = await runCatalog();
    const [first, second] = [await api.createProduct(kettle(1)), await api.createProduct(kettle(2))];
    await api.waitForSubmission(first.submissionId);
    await api.waitForSubmission(second.submissionId);

    const product = await (await fetch(`/products/${second.items[0]?.productId}`)).json();

    expect(second.items).toEqual(first.items);
    expect(product).toMatchObject({ price: 2, submissionId: second.submissionId });
  });

  it('refuses a product with a misspelt field by name, and stores nothing', async () => {
    const { fetch, dynamodb } = await runCatalog();

    const answer = await fetch('/products', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Kettle', price: 1, curency: 'EUR' }),
    });

    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain(PROBLEM_MEDIA_TYPE);
    expect(await answer.json()).toMatchObject({
      code: 'INVALID_PRODUCT',
      errors: [{ pointer: '/curency', code: 'UNKNOWN_FIELD', detail: expect.stringContaining('currency') }],
    });
    for (const TableName of ['SubmissionTable', 'ProductTable']) {
      expect(await dynamodb.send(new ScanCommand({ TableName }))).toMatchObject({ Count: 0 });
    }
  });

  it('saves the whole sample catalog, in one submission', async () => {
    const { api } = await runCatalog();
    const products = readSampleCatalog();

    const { status, counts } = await api.saveProducts(products);

    expect(products.length).toBeGreaterThanOrEqual(60);
    expect({ status, counts }).toMatchObject({ status: 'completed', counts: { saved: products.length } });
  });
});

describe.each(['product-queue', 'product-bulk-queue'])('%s', (queueName) => {
  it('dead-letters garbage with the reason, and saves what comes beside it', async () => {
    const { api, sqs, queueUrl } = await runCatalog();
    const [queue, deadLetters] = [await queueUrl(queueName), await queueUrl('product-dead-letter-queue')];

    const before = await api.createProduct(kettle(1));
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'garbage {' }));
    const after = await api.createProduct(kettle(2));
    const neighbours = await Promise.all(
      [before, after].map(({ submissionId }) => api.waitForSubmission(submissionId)),
    );
    const deadLetter = await vi.waitUntil(
      async () => {
        const { Messages } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: deadLetters,
            MessageAttributeNames: ['All'],
            WaitTimeSeconds: 1,
          }),
        );
        return Messages?.[0];
      },
      { timeout: 120_000 },
    );

    expect(neighbours.map(({ status }) => status)).toEqual(['completed', 'completed']);
    expect(deadLetter.Body).toBe('garbage {');
    expect(deadLetter.MessageAttributes).toMatchObject({
      reason: expect.anything(),
      code: expect.anything(),
    });
  });
});

describe('the endpoints, for an ordinary SDK client', () => {
  it('shows the function, the queue, the tables and the bucket', async () => {
    const { lambda, sqs, dynamodb, s3, queueUrl } = await runCatalog();

    const event = {
      version: '2.0',
      rawPath: '/products',
      headers: { 'content-type': 'application/json' },
      requestContext: { http: { method: 'POST', path: '/products' }, requestId: 'from-the-sdk' },
      body: JSON.stringify(kettle(3)),
      isBase64Encoded: false,
    };
    const { Payload, FunctionError } = await lambda.send(
      new InvokeCommand({ FunctionName: 'CreateProductProcessor', Payload: JSON.stringify(event) }),
    );
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await queueUrl('product-queue'), AttributeNames: ['All'] }),
    );
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'ProductTable' }));

    expect(FunctionError).toBeUndefined();
    expect(JSON.parse(Payload?.transformToString() ?? '')).toMatchObject({ statusCode: 202 });
    expect(JSON.parse(Attributes?.['RedrivePolicy'] ?? '')).toMatchObject({ maxReceiveCount: 100 });
    expect(Table?.KeySchema).toEqual([{ AttributeName: 'id', KeyType: 'HASH' }]);
    await vi.waitUntil(
      async () => (await s3.send(new ListObjectsV2Command({ Bucket: REPORT_BUCKET }))).KeyCount,
      { timeout: 120_000, interval: 100 },
    );
  });
});

function kettle(price: number) {
  return { name: 'Kettle', price, sku: 'KETTLE' };
}
