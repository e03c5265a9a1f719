import { type Item, readState, toVisible } from '@async-catalog/product-operations';
import { productIdOfSku } from '@async-catalog/product-schema';
import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContentionError, MissingProductError, PermanentError, RefusedError } from '../core/errors.ts';
import type { ProductStore } from '../core/ports.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { arbitraryOperations, foldOperations, itemOf } from '@async-catalog/product-operations/testing';
import { newImport } from '../testing/messages.ts';
import { signal } from '../testing/signal.ts';
import { createDynamoProductStore } from './dynamo-product-store.ts';

let cloud: Cloud;
let products: ProductStore;
let documents: DynamoDBDocumentClient;
let now = new Date('2026-01-31T09:31:00.000Z');

beforeAll(async () => {
  cloud = await startCloud();
  ({ documents } = cloud);
  products = createDynamoProductStore(documents, cloud.environment.PRODUCT_TABLE_NAME, () => now);
});
afterAll(() => cloud.close());

let skus = 0;

/** Builds operations on a product of their own. */
function onNewProduct(items: readonly Item[]): Item[] {
  skus += 1;
  const sku = `SKU-${skus}`;
  return items.map((item) => ({
    ...item,
    productId: productIdOfSku(sku),
    ...(item.op === 'put' ? { product: { ...item.product, sku } } : { sku }),
  })) as Item[];
}

async function rowOf({ productId }: Item): Promise<Record<string, unknown> | undefined> {
  const command = new GetCommand({
    TableName: cloud.environment.PRODUCT_TABLE_NAME,
    Key: { id: productId },
    ConsistentRead: true,
  });
  return (await documents.send(command)).Item;
}

/** Creates a store whose requests to the table are counted. */
function counted(): { readonly store: ProductStore; readonly calls: () => number } {
  let calls = 0;
  const counting = {
    send: (...given: Parameters<DynamoDBDocumentClient['send']>) => {
      calls += 1;
      return documents.send(...given);
    },
  } as unknown as DynamoDBDocumentClient;
  const store = createDynamoProductStore(counting, cloud.environment.PRODUCT_TABLE_NAME, () => now);
  return { store, calls: () => calls };
}

/** Saves an item, and answers whether it comes back: its product isn't there yet, or others changed it all the time. */
const comesBack = (item: Item) =>
  products.save(item, signal).then(
    () => false,
    (error: unknown) => {
      if (error instanceof MissingProductError || error instanceof ContentionError) {
        return true;
      }
      throw error;
    },
  );

const PUT = itemOf({ op: 'put', product: { name: 'Tea', price: 1, currency: 'EUR', brand: 'B' } }, 0);
const PATCH = itemOf({ op: 'patch', changes: { price: 2, brand: null } }, 1);
const DELETE = itemOf({ op: 'delete' }, 2);
const AGAIN = itemOf({ op: 'put', product: { name: 'Tea', price: 3 } }, 3);

const at = (minutes: number) => new Date(Date.parse('2026-01-31T09:31:00.000Z') + minutes * 60_000);

describe('operations on the table', () => {
  it('give the product that they give in their order, in whatever order, at once and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryOperations.chain((items) =>
          fc
            .shuffledSubarray([...items, ...items.slice(0, 2)], {
              minLength: Math.min(2, items.length) + items.length,
            })
            .map((deliveries) => ({ items, order: deliveries.map((one) => items.indexOf(one)) })),
        ),
        fc.boolean(),
        async ({ items, order }, atOnce) => {
          const own = onNewProduct(items);
          let left = order.map((place) => own[place]!);
          for (let before = Infinity; left.length < before;) {
            before = left.length;
            const waiting: boolean[] = [];
            if (atOnce) {
              waiting.push(...(await Promise.all(left.map(comesBack))));
            } else {
              for (const item of left) {
                waiting.push(await comesBack(item));
              }
            }
            left = left.filter((_, n) => waiting[n]);
          }
          expect(toVisible(readState(await rowOf(own[0]!)))).toEqual(foldOperations(own));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are one write each where none is older than another', async () => {
    const [put, patch, remove, again] = onNewProduct([PUT, PATCH, DELETE, AGAIN]);
    const { store, calls } = counted();

    const saves = [];
    for (const item of [put!, patch!, remove!, again!]) {
      saves.push(await store.save(item, signal));
    }

    expect(calls()).toBe(4);
    expect(saves).toMatchObject([
      { kind: 'created', version: 1 },
      { kind: 'updated', version: 2, before: { price: 1, brand: 'B' }, after: { price: 2, currency: 'EUR' } },
      { kind: 'deleted', version: 3, before: { price: 2 } },
      { kind: 'created', version: 4, after: { price: 3, currency: 'USD' } },
    ]);
    expect(await rowOf(put!)).toMatchObject({ version: 4, createdAt: again!.acceptedAt });
    expect(await rowOf(put!)).not.toHaveProperty('expiresAt');
  });

  it('are one write for each merge that is the newest, of a new, a changed, a put and a deleted product', async () => {
    const attributes = { grams: 100, organic: true };
    const whole = { name: 'Tea', price: 1.5, currency: 'EUR', brand: 'B', tags: ['hot'], attributes };
    const items = onNewProduct([
      itemOf({ op: 'merge', changes: whole }, 0),
      itemOf({ op: 'merge', changes: { ...whole, price: 2.5 } }, 1),
      itemOf({ op: 'merge', changes: { price: 3, brand: null } }, 2),
      itemOf({ op: 'merge', changes: { ...whole, attributes: { grams: 200, organic: false } } }, 3),
      itemOf({ op: 'put', product: { name: 'Put', price: 5, category: 'C' } }, 4),
      itemOf({ op: 'merge', changes: { name: 'Merged', price: 6, description: 'd' } }, 5),
      itemOf({ op: 'delete' }, 6),
      itemOf({ op: 'merge', changes: { name: 'Again', price: 7 } }, 7),
    ]);
    const { store, calls } = counted();

    const saves = [];
    for (const item of items) {
      saves.push(await store.save(item, signal));
    }

    expect(calls()).toBe(items.length);
    const { sku } = items[0] as { sku?: string };
    expect(saves).toMatchObject([
      { kind: 'created', version: 1, after: { ...whole, sku } },
      { kind: 'updated', version: 2, before: { price: 1.5 }, after: { ...whole, price: 2.5 } },
      { kind: 'updated', version: 3, after: { name: 'Tea', price: 3, currency: 'EUR', attributes } },
      { kind: 'updated', version: 4, after: { ...whole, attributes: { grams: 200, organic: false } } },
      { kind: 'updated', version: 5 },
      { kind: 'updated', version: 6, after: { name: 'Merged', category: 'C', description: 'd' } },
      { kind: 'deleted', version: 7 },
      { kind: 'created', version: 8 },
    ]);
    const again = { name: 'Again', price: 7, currency: 'USD', sku };
    expect(saves.at(-1)).toHaveProperty('after', again);
    expect(toVisible(readState(await rowOf(items[0]!)))).toEqual(again);
  });

  it('read the row of a merge that sets other fields than the one before, and of one that removes attributes', async () => {
    const needed = { name: 'Tea', price: 2 };
    const items = onNewProduct([
      itemOf({ op: 'put', product: { name: 'Tea', price: 1, attributes: { b: 1, a: 1 } } }, 0),
      itemOf({ op: 'merge', changes: { ...needed, attributes: { a: 2, b: 2 } } }, 1),
      itemOf({ op: 'merge', changes: { ...needed, attributes: { b: 3, a: 3 } } }, 2),
      itemOf({ op: 'merge', changes: { ...needed, brand: 'B' } }, 3),
      itemOf({ op: 'merge', changes: { ...needed, brand: 'C' } }, 4),
      itemOf({ op: 'merge', changes: { ...needed, attributes: { c: 3 } } }, 5),
      itemOf({ op: 'merge', changes: { ...needed, attributes: { c: null } } }, 6),
      itemOf({ op: 'merge', changes: { attributes: { a: 4 } } }, 7),
    ]);
    const { store, calls } = counted();

    const requests = [];
    for (const item of items) {
      const before = calls();
      await store.save(item, signal);
      requests.push(calls() - before);
    }

    // DynamoDB returns the row with the failed condition, dynalite doesn't: one more request here.
    expect(requests).toEqual([1, 3, 1, 3, 1, 3, 2, 2]);
    expect(toVisible(readState(await rowOf(items[0]!)))).toMatchObject({
      brand: 'C',
      attributes: { a: 4, b: 3 },
    });
  });

  it('leave a row of one revision for all fields that merges set, which fits in one write unit', async () => {
    const changes = {
      name: 'Stoneware mug',
      price: 12.5,
      description: 'Stoneware, 30 cl, dishwasher safe',
      category: 'kitchen',
      brand: 'Brand',
      tags: ['mug'],
      images: ['https://img.example/mug.jpg'],
      attributes: { color: 'black' },
    };
    const [merge, patch, again] = onNewProduct([
      itemOf({ op: 'merge', changes }, 0),
      itemOf({ op: 'patch', changes: { price: 13, brand: 'Other' } }, 1),
      itemOf({ op: 'merge', changes }, 2),
    ]);
    await products.save(merge!, signal);
    const row = await rowOf(merge!);
    await products.save(patch!, signal);
    await products.save(again!, signal);

    const columns = Object.keys(row ?? {}).filter((name) => /revision/i.test(name));
    expect(columns.toSorted()).toEqual(['currencyRevision', 'madeRevision', 'revision']);
    expect(Object.keys((await rowOf(merge!)) ?? {}).toSorted()).toEqual(Object.keys(row ?? {}).toSorted());
  });

  it('make a product by a merge that an earlier one of some fields waits for, and apply both', async () => {
    const [price, whole] = onNewProduct([
      itemOf({ op: 'merge', changes: { price: 2, brand: 'B' } }, 0),
      itemOf({ op: 'merge', changes: { name: 'Tea', price: 3 } }, 1),
    ]);
    now = at(0);
    await expect(products.save(price!, signal)).rejects.toThrow(MissingProductError);

    expect(await products.save(whole!, signal)).toMatchObject({ kind: 'created', version: 1 });
    expect(await rowOf(whole!)).not.toHaveProperty('missingSince');
    expect(await rowOf(whole!)).not.toHaveProperty('expiresAt');
    expect(await products.save(price!, signal)).toMatchObject({
      kind: 'updated',
      after: { name: 'Tea', price: 3, brand: 'B' },
    });
  });

  it('fail for a merge of some fields whose product never comes, and say what a new one needs', async () => {
    const [merge] = onNewProduct([itemOf({ op: 'merge', changes: { price: 2 } }, 0)]);
    now = at(0);
    await expect(products.save(merge!, signal)).rejects.toThrow(MissingProductError);

    now = at(16);
    await expect(products.save(merge!, signal)).rejects.toMatchObject({
      failure: {
        code: 'PRODUCT_NOT_FOUND',
        detail: 'names no product; a merge makes one only with a name and a price',
      },
    });
  });

  it('leave a trace of a deleted product for 45 days, and none of its fields', async () => {
    const [put, remove] = onNewProduct([PUT, DELETE]);
    await products.save(put!, signal);
    await products.save(remove!, signal);

    expect(await rowOf(put!)).toEqual({
      id: put!.productId,
      version: 2,
      revision: remove!.revision,
      deletedRevision: remove!.revision,
      submissionId: remove!.submissionId,
      caller: remove!.caller,
      deletedAt: remove!.acceptedAt,
      updatedAt: remove!.acceptedAt,
      expiresAt: Math.ceil(Date.parse(remove!.acceptedAt) / 1000) + 45 * 24 * 60 * 60,
    });
  });

  it('are superseded by what came before them: named, where the same caller sent it', async () => {
    const [old, newer, patch] = onNewProduct([
      PUT,
      { ...AGAIN, index: 7, revision: `${AGAIN.revision.slice(0, -1)}7` },
      PATCH,
    ]);
    await products.save(newer!, signal);

    const by = { acceptedAt: AGAIN.acceptedAt, submissionId: AGAIN.submissionId, index: 7 };
    expect(await products.save(old!, signal)).toEqual({ kind: 'superseded', by });
    expect(await products.save({ ...patch!, caller: 'shop-8' }, signal)).toEqual({
      kind: 'superseded',
      by: { acceptedAt: AGAIN.acceptedAt },
    });
  });

  it('count a version for the currency that a late put leaves', async () => {
    const [put, again] = onNewProduct([PUT, AGAIN]);
    await products.save(again!, signal);
    expect(await rowOf(again!)).toMatchObject({ currency: 'USD', version: 1 });

    expect(await products.save(put!, signal)).toMatchObject({ kind: 'superseded' });
    expect(await products.save(put!, signal)).toMatchObject({ kind: 'superseded' });
    expect(await rowOf(again!)).toMatchObject({ currency: 'EUR', version: 2 });
  });

  it.each([
    ['put', { ...PUT, product: { name: 'Tea', price: 100, currency: 'JPY' } }, 'superseded'],
    ['patch', { ...itemOf({ op: 'patch', changes: { currency: 'JPY' } }, 1) }, 'superseded'],
  ])('never join a price with the currency of a late %s that has fewer decimals', async (_, late, kind) => {
    const [old, newest] = onNewProduct([late, { ...AGAIN, product: { name: 'Tea', price: 1.5 } } as Item]);
    await products.save(newest!, signal);

    expect(await products.save(old!, signal)).toMatchObject({ kind });
    expect(await rowOf(newest!)).toMatchObject({ price: 1.5, currency: 'USD', version: 1 });
  });

  it('fail for another version than the one that stands, and say which does', async () => {
    const [put, patch] = onNewProduct([PUT, { ...PATCH, ifVersion: 2 }]);
    await products.save(put!, signal);

    await expect(products.save(patch!, signal)).rejects.toMatchObject({
      failure: {
        code: 'VERSION_CONFLICT',
        detail: 'expects version 2, but the product is at version 1; read it again',
      },
    });
    expect(await products.save({ ...patch!, ifVersion: 1 }, signal)).toMatchObject({
      kind: 'updated',
      version: 2,
    });
    expect(await products.save({ ...patch!, ifVersion: 1 }, signal)).toMatchObject({ kind: 'repeated' });
  });

  it('fail where a price has more decimals than the currency that the product has', async () => {
    const yen = { ...PUT, product: { name: 'Tea', price: 100, currency: 'JPY' } } as Item;
    const halves = { ...PATCH, changes: { price: 1.5 } } as Item;
    const [put, patch, plain] = onNewProduct([
      yen,
      halves,
      { ...AGAIN, product: { name: 'Tea', price: 1.5 } } as Item,
    ]);
    await products.save(put!, signal);

    const tooMany = expect.objectContaining({
      failure: expect.objectContaining({ code: 'TOO_MANY_DECIMALS' }) as unknown,
    }) as Error;
    await expect(products.save(patch!, signal)).rejects.toEqual(tooMany);
    await expect(products.save(plain!, signal)).rejects.toEqual(tooMany);
    expect(await rowOf(put!)).toMatchObject({ price: 100, version: 1 });
  });

  it('wait 16 minutes for a product to patch, then fail; a put in between is patched', async () => {
    const [patch] = onNewProduct([PATCH]);
    const [latePut, latePatch] = onNewProduct([PUT, PATCH]);
    now = at(0);
    await expect(products.save(patch!, signal)).rejects.toThrow(MissingProductError);
    await expect(products.save(latePatch!, signal)).rejects.toThrow(MissingProductError);

    now = at(15);
    await expect(products.save(patch!, signal)).rejects.toThrow(MissingProductError);
    await products.save(latePut!, signal);
    expect(await products.save(latePatch!, signal)).toMatchObject({ kind: 'updated', version: 2 });

    now = at(16);
    await expect(products.save(patch!, signal)).rejects.toThrow(PermanentError);
    expect(toVisible(readState(await rowOf(patch!)))).toBeUndefined();
  });

  it('wait for a missing product from their own acceptance on, whatever others wait for it', async () => {
    const [first] = onNewProduct([PATCH]);
    const second = { ...first!, acceptedAt: at(10).toISOString() };
    now = at(0);
    await expect(products.save(first!, signal)).rejects.toThrow(MissingProductError);
    now = at(10);
    await expect(products.save(second, signal)).rejects.toThrow(MissingProductError);
    now = at(17);
    await expect(products.save(first!, signal)).rejects.toThrow(RefusedError);
    await expect(products.save(second, signal)).rejects.toThrow(MissingProductError);
    now = at(26);
    await expect(products.save(second, signal)).rejects.toThrow(RefusedError);
  });

  it('wait two minutes as rows of a file, and no others do for that', async () => {
    const [patch] = onNewProduct([PATCH]);
    const row = { ...patch!, importId: newImport(), index: 2 };
    const lateRow = { ...row, acceptedAt: at(10).toISOString() };
    now = at(0);
    await expect(products.save(row, signal)).rejects.toMatchObject({ waitMs: 2 * 60_000 });
    now = at(1);
    await expect(products.save(patch!, signal)).rejects.toMatchObject({ waitMs: 15 * 60_000 });
    await expect(products.save(row, signal)).rejects.toMatchObject({ waitMs: 60_000 });
    now = at(2);
    await expect(products.save(row, signal)).rejects.toThrow(RefusedError);
    await expect(products.save(patch!, signal)).rejects.toMatchObject({ waitMs: 14 * 60_000 });
    now = at(11);
    await expect(products.save(lateRow, signal)).rejects.toMatchObject({ waitMs: 60_000 });
    const [other] = onNewProduct([PATCH]);
    await expect(products.save(other!, signal)).rejects.toMatchObject({ waitMs: 16 * 60_000 });
    now = at(12);
    await expect(products.save(lateRow, signal)).rejects.toThrow(RefusedError);
  });

  it('wait from their first receive on, if that is later than a note and their acceptance', async () => {
    const [patch] = onNewProduct([PATCH]);
    const row = { ...patch!, importId: newImport() };
    now = at(0);
    await expect(products.save(row, signal)).rejects.toThrow(MissingProductError);
    now = at(21);
    await expect(products.save({ ...row, index: 1 }, signal, at(20))).rejects.toMatchObject({
      waitMs: 60_000,
    });
    await expect(products.save(row, signal, at(0))).rejects.toThrow(RefusedError);
  });

  it('wait anew when they come again by a redrive, as their puts may', async () => {
    const [patch] = onNewProduct([PATCH]);
    now = at(0);
    await expect(products.save(patch!, signal)).rejects.toThrow(MissingProductError);
    now = at(60);
    await expect(products.save(patch!, signal)).rejects.toThrow(RefusedError);
    now = at(61);
    await expect(products.save(patch!, signal)).rejects.toThrow(MissingProductError);
  });
});
