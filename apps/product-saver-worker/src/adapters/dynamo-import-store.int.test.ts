import { ImportRecord } from '@async-catalog/product-schema';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportStore } from '../core/ports.ts';
import { startCloud, type Cloud } from '../testing/cloud.ts';
import { importRecord, newImport } from '../testing/messages.ts';
import { signal } from '../testing/signal.ts';
import { createDynamoImportStore } from './dynamo-import-store.ts';

describe('createDynamoImportStore', () => {
  let cloud: Cloud;
  let imports: ImportStore;

  beforeAll(async () => {
    cloud = await startCloud();
    imports = createDynamoImportStore(cloud.documents, cloud.environment.IMPORT_TABLE_NAME);
  });
  afterAll(() => cloud.close());

  async function stored(fields: Partial<ImportRecord> = {}): Promise<ImportRecord> {
    const Item = importRecord(fields);
    await cloud.documents.send(new PutCommand({ TableName: cloud.environment.IMPORT_TABLE_NAME, Item }));
    return Item;
  }

  async function read(id: string): Promise<ImportRecord | undefined> {
    const TableName = cloud.environment.IMPORT_TABLE_NAME;
    const { Item } = await cloud.documents.send(new GetCommand({ TableName, Key: { id } }));
    return Item && ImportRecord.parse(Item);
  }

  it('tells a cancelled import from others, and from one that has expired', async () => {
    const [cancelled, other] = [await stored({ cancelledAt: '2026-01-31T09:30:30.000Z' }), await stored()];

    expect(await imports.isCancelled(cancelled.id, signal)).toBe(true);
    expect(await imports.isCancelled(other.id, signal)).toBe(false);
    expect(await imports.isCancelled(newImport(), signal)).toBe(false);
  });

  it('adds the result of a chunk, changes nothing else, and returns the progress', async () => {
    const before = await stored({ chunkTotal: 3, chunks: { 0: { settlements: 1, saved: 5 } }, items: 9 });
    const result = { settlements: 2, saved: 3, failed: 1 };

    const progress = await imports.settleChunk({ importId: before.id, chunk: 2, result }, signal);

    expect(progress).toEqual({ chunkTotal: 3, chunks: { ...before.chunks, 2: result } });
    expect(await read(before.id)).toEqual({ ...before, chunks: { ...before.chunks, 2: result } });
  });

  it.each([
    ['replaces one of fewer settlements', 1, true],
    ['is repeated, because its answer may be lost', 2, true],
    ['leaves one of more settlements', 3, false],
  ])('%s', async (_, known, isWritten) => {
    const chunks = { 7: { settlements: known, saved: known } };
    const { id: importId } = await stored({ chunks });
    const result = { settlements: 2, saved: 2 };

    const progress = await imports.settleChunk({ importId, chunk: 7, result }, signal);

    expect(progress).toEqual(isWritten ? { chunks: { 7: result } } : undefined);
    expect((await read(importId))?.chunks).toEqual(isWritten ? { 7: result } : chunks);
  });

  it('makes no record of an import that has expired', async () => {
    const importId = newImport();

    expect(
      await imports.settleChunk({ importId, chunk: 0, result: { settlements: 1, saved: 1 } }, signal),
    ).toBeUndefined();
    expect(await read(importId)).toBeUndefined();
  });
});
