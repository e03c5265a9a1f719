import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../testing/cloud.ts';
import { startedImport, UNKNOWN_IMPORT } from '../testing/import-record.ts';
import type { ImportStore, Progress } from '../core/ports.ts';
import { createDynamoImportStore } from './dynamo-import-store.ts';

const checkpointAt = (chunk: number) => ({ chunk, byte: chunk * 100, row: chunk * 1000, line: 2, skip: 0 });
const progress = (chunk: number, fields: Partial<Progress> = {}): Progress => ({
  checkpoint: checkpointAt(chunk),
  items: chunk * 1000,
  skippedRows: 3,
  results: {},
  receives: 2,
  isEnd: false,
  ...fields,
});

describe('createDynamoImportStore', () => {
  let cloud: Cloud;
  let imports: ImportStore;
  let now = new Date('2026-01-31T10:01:00.000Z');

  beforeAll(async () => {
    cloud = await startCloud();
    imports = createDynamoImportStore(cloud.documents, cloud.environment.IMPORT_TABLE_NAME, () => now);
  });
  afterAll(() => cloud.close());

  async function add(fields: Parameters<typeof startedImport>[0] = {}) {
    const record = startedImport(fields);
    const TableName = cloud.environment.IMPORT_TABLE_NAME;
    await cloud.documents.send(new PutCommand({ TableName, Item: record }));
    return record;
  }

  it('notes once when reading began, and makes no record', async () => {
    const { id } = await add();
    const first = await imports.begin(id);
    now = new Date('2026-01-31T11:00:00.000Z');

    expect(first?.begunAt).toBe('2026-01-31T10:01:00.000Z');
    expect(await imports.begin(id)).toEqual(first);
    expect(await imports.begin(UNKNOWN_IMPORT)).toBeUndefined();
    expect(await imports.get(UNKNOWN_IMPORT)).toBeUndefined();
  });

  it('keeps progress and the results of chunks, forward only', async () => {
    const { id } = await add();
    await imports.begin(id);
    await imports.advance(id, progress(16, { results: { 3: { settlements: 0, rejected: 7 } } }));
    const after = await imports.advance(id, progress(32, { results: { 20: { settlements: 1, valid: 1 } } }));

    expect(after).toMatchObject({
      checkpoint: checkpointAt(32),
      items: 32_000,
      skippedRows: 3,
      progressReceives: 2,
      progressAt: now.toISOString(),
      chunks: { 3: { settlements: 0, rejected: 7 }, 20: { settlements: 1, valid: 1 } },
    });
    expect(after?.chunkTotal).toBeUndefined();
    expect(await imports.advance(id, progress(16))).toBeUndefined();
    expect(await imports.advance(id, progress(32, { isEnd: true }))).toMatchObject({ chunkTotal: 32 });
    expect(await imports.advance(UNKNOWN_IMPORT, progress(1))).toBeUndefined();
  });

  it('records a chunk, unless it knows of as many settlements', async () => {
    const { id } = await add({ chunks: { 1: { settlements: 2, saved: 1000 } } });
    await imports.settleChunk(id, 0, { settlements: 1, failed: 7 });
    await imports.settleChunk(id, 1, { settlements: 1, failed: 1000 });
    await imports.settleChunk(id, 1, { settlements: 2, failed: 1000 });
    await imports.settleChunk(UNKNOWN_IMPORT, 0, { settlements: 1 });

    const { chunks } = (await imports.get(id)) ?? {};
    expect(chunks).toEqual({ 0: { settlements: 1, failed: 7 }, 1: { settlements: 2, saved: 1000 } });
    await imports.settleChunk(id, 1, { settlements: 3, saved: 1000 });
    expect((await imports.get(id))?.chunks[1]).toEqual({ settlements: 3, saved: 1000 });
    expect(await imports.get(UNKNOWN_IMPORT)).toBeUndefined();
  });

  it('ends early with the most chunks that anyone knows of, and keeps the results of workers', async () => {
    const saved = { settlements: 2, saved: 1000 };
    const { id } = await add({ chunks: { 1: saved } });
    const failure = { code: 'SOURCE_CHANGED', detail: 'is another one', line: 7 };

    expect(await imports.end(id, { chunkTotal: 2, failure })).toMatchObject({
      chunkTotal: 2,
      failure,
      chunks: { 1: saved },
    });
    const later = { code: 'RETRIES_EXHAUSTED', detail: 'given up' };
    expect(await imports.end(id, { chunkTotal: 1, failure: later })).toMatchObject({
      chunkTotal: 2,
      failure,
    });
    expect(await imports.end(id, { chunkTotal: 3 })).toMatchObject({ chunkTotal: 3, failure });
  });

  it('marks reports unless others were marked meanwhile, and keeps the time of the first', async () => {
    const record = await add();

    expect(await imports.markReported(record, 1, '2026-01-31T10:02:00.000Z')).toBe(true);
    expect(await imports.markReported(record, 1, '2026-01-31T10:03:00.000Z')).toBe(false);
    const marked = await imports.get(record.id);
    expect(marked).toMatchObject({ reportedSettlements: 1, completedAt: '2026-01-31T10:02:00.000Z' });
    expect(await imports.markReported(marked!, 2, '2026-01-31T10:04:00.000Z')).toBe(true);
    expect(await imports.get(record.id)).toMatchObject({
      reportedSettlements: 2,
      completedAt: '2026-01-31T10:02:00.000Z',
    });
  });
});
