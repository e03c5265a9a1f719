import { toItem } from '@async-catalog/product-operations';
import { revisionOf } from '@async-catalog/product-schema';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PermanentError } from '../core/errors.ts';
import type { ProductStore } from '../core/ports.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { inspect } from '../testing/inspect.ts';
import { signal } from '../testing/signal.ts';
import { message } from '../testing/messages.ts';
import { createDynamoProductStore } from './dynamo-product-store.ts';

const long = (characters: number) => '🫖'.repeat(characters);

describe('createDynamoProductStore', () => {
  let cloud: Cloud;
  let products: ProductStore;

  beforeAll(async () => {
    cloud = await startCloud();
    products = createDynamoProductStore(
      cloud.documents,
      cloud.environment.PRODUCT_TABLE_NAME,
      () => new Date(),
    );
  });
  afterAll(() => cloud.close());

  const first = '2026-01-31T09:30:00.000Z';
  const second = '2026-01-31T09:30:00.001Z';

  it('creates a product with everything that was submitted', async () => {
    const product = {
      name: 'Thé à la menthe 薄荷茶',
      price: 0.07,
      currency: 'JPY',
      description: '',
      sku: 'TEA/1',
      category: 'Tea',
      brand: 'Böhm',
      tags: ['hot', 'mint'],
      images: ['https://example.com/tea.jpg'],
      attributes: { organic: true, grams: 1e-200, origin: 'مراكش', size: 12 },
    };
    const sent = message({ acceptedAt: first, product });
    expect(await products.save(toItem(sent), signal)).toMatchObject({ kind: 'created', version: 1 });
    expect(await inspect(cloud).product(sent)).toEqual({
      ...product,
      id: toItem(sent).productId,
      submissionId: sent.submissionId,
      revision: revisionOf(sent),
      createdAt: first,
      updatedAt: first,
      version: 1,
    });
  });

  it('replaces the whole product with a newer one, and removes fields that the newer one lacks', async () => {
    const sku = 'TEA-2';
    await products.save(
      toItem(
        message({ acceptedAt: first, product: { sku, tags: ['hot'], attributes: { a: 1 }, brand: 'Böhm' } }),
      ),
      signal,
    );
    const newer = message({ acceptedAt: second, product: { sku, name: 'Kettle' } });
    expect(await products.save(toItem(newer), signal)).toMatchObject({ kind: 'updated', version: 2 });
    expect(await inspect(cloud).product(newer)).toEqual({
      ...newer.product,
      id: toItem(newer).productId,
      submissionId: newer.submissionId,
      revision: revisionOf(newer),
      createdAt: first,
      updatedAt: second,
      version: 2,
    });
  });

  it('leaves a newer product as it is', async () => {
    const sku = 'TEA-3';
    const newer = message({ acceptedAt: second, product: { sku } });
    await products.save(toItem(newer), signal);
    const before = await inspect(cloud).product(newer);
    expect(await products.save(toItem(message({ acceptedAt: first, product: { sku } })), signal)).toEqual({
      kind: 'superseded',
      by: { acceptedAt: second, submissionId: newer.submissionId, index: 0 },
    });
    expect(await inspect(cloud).product(newer)).toEqual(before);
  });

  it('saves an item once, and recognizes it afterwards', async () => {
    const sent = message();
    await products.save(toItem(sent), signal);
    expect(await products.save(toItem(sent), signal)).toMatchObject({ kind: 'repeated', version: 1 });
    expect(await inspect(cloud).product(sent)).toHaveProperty('version', 1);
  });

  it('keeps the later of two items of one submission', async () => {
    const item = message({ total: 11, index: 10, product: { sku: 'TEA-4', name: 'Tenth' } });
    const earlier = { ...item, index: 9, product: { ...item.product, name: 'Ninth' } };
    await products.save(toItem(item), signal);
    expect(await products.save(toItem(earlier), signal)).toEqual({
      kind: 'superseded',
      by: { acceptedAt: item.acceptedAt, submissionId: item.submissionId, index: 10 },
    });
    expect(await inspect(cloud).product(item)).toHaveProperty('name', 'Tenth');
  });

  it('counts each of many saves at once', async () => {
    const sku = 'TEA-5';
    const sent = Array.from({ length: 20 }, (_, n) =>
      message({ acceptedAt: `2026-01-31T09:30:00.${100 + n}Z`, product: { sku } }),
    );
    const saves = await Promise.all(sent.map((one) => products.save(toItem(one), signal)));
    const written = saves.filter(({ kind }) => kind !== 'superseded');
    expect(await inspect(cloud).product(sent[19]!)).toMatchObject({
      revision: revisionOf(sent[19]!),
      version: written.length,
    });
  });

  it('fails permanently when DynamoDB says that an item is too large', async () => {
    // Each field within its own limit, all of them above DynamoDB's 400 KB for an item: `\u0001` is six bytes
    // in the attributes' text.
    const product = {
      description: long(10_000),
      images: Array.from({ length: 20 }, () => `https://example.com/${long(2000)}`),
      attributes: Object.fromEntries(
        Array.from({ length: 50 }, (_, n) => [`${n}`.padEnd(64, '\u0001'), '\u0001'.repeat(1000)]),
      ),
    };
    await expect(products.save(toItem(message({ product })), signal)).rejects.toThrow(PermanentError);
    const smaller = { ...product, description: '', images: [] };
    expect(await products.save(toItem(message({ product: smaller })), signal)).toHaveProperty(
      'kind',
      'created',
    );
  });

  it('throws other errors unchanged', async () => {
    const elsewhere = createDynamoProductStore(cloud.documents, 'NoSuchTable', () => new Date());
    await expect(elsewhere.save(toItem(message()), signal)).rejects.toThrow(
      expect.objectContaining({ name: 'ResourceNotFoundException' }),
    );
  });

  it('needs no read where the service returns the item with the failed condition', async () => {
    const item = toItem(message());
    const send = vi.fn<() => Promise<never>>().mockRejectedValue(
      new ConditionalCheckFailedException({
        $metadata: {},
        message: 'The conditional request failed',
        Item: {
          revision: { S: item.revision },
          version: { N: '3' },
          currency: { S: 'EUR' },
          currencyRevision: { S: item.revision },
        },
      }),
    );
    const answering = createDynamoProductStore(
      { send } as unknown as DynamoDBDocumentClient,
      'ProductTable',
      () => new Date(),
    );
    expect(await answering.save(item, signal)).toMatchObject({ kind: 'repeated', version: 3 });
    expect(send).toHaveBeenCalledOnce();
    const older = toItem({ ...item, acceptedAt: '2026-01-31T09:00:00.000Z' });
    expect(await answering.save(older, signal)).toMatchObject({ kind: 'superseded' });
  });
});
