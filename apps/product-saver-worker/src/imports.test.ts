import { sqsRecord } from '@async-catalog/local-cloud/testing';
import { type ImportRecord, productIdOfSku, statusOfSubmission } from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { PermanentError } from './core/errors.ts';
import type { AtStep } from './testing/faulty-ports.ts';
import { createMemoryPorts } from './testing/memory-ports.ts';
import { chunkOf, message, newImport } from './testing/messages.ts';
import { createTestWorker } from './testing/worker.ts';

const OUT = new Error('out');
const NOW = '2026-01-31T09:31:00.000Z';
const CANCELLED_AT = '2026-01-31T09:30:30.000Z';

function setUp(atStep: AtStep = () => {}) {
  const { ports, ...memory } = createMemoryPorts();
  const steps: string[] = [];
  const worker = createTestWorker(ports, {
    maxReceiveCount: 100,
    now: () => new Date(NOW),
    random: () => 0,
    async atStep(name, phase) {
      if (phase === 'before') {
        steps.push(name);
      }
      await atStep(name, phase);
    },
  });
  return {
    ...memory,
    ...worker,
    steps,
    /** Adds a chunk, as the intake leaves it, and its import. */
    add: (
      { importId, record }: ReturnType<typeof chunkOf>,
      fields: Partial<Pick<ImportRecord, 'cancelledAt' | 'chunkTotal'>> = {},
    ): void => {
      memory.records.set(record.id, record);
      memory.imports.set(importId, { chunks: {}, ...memory.imports.get(importId), ...fields });
    },
    chunksOf: ({ importId }: ReturnType<typeof chunkOf>) => memory.imports.get(importId)?.chunks,
  };
}

/** Fails the first call of this name. */
function failingOnce(failing: string, error: Error = OUT): AtStep {
  let isLeft = true;
  return (name, phase) => {
    if (name === failing && phase === 'before' && isLeft) {
      isLeft = false;
      throw error;
    }
  };
}

const toRecords = ({ sent }: ReturnType<typeof chunkOf>, receiveCount = 1) =>
  sent.map((one) => sqsRecord(one, { receiveCount }));
const pair = [{ sku: 'A' }, { sku: 'B' }];

describe('items of an import', () => {
  it('cost one read of the import in a batch, also those that are handled alone, and other items none', async () => {
    const { handle, steps, add } = setUp();
    const [one, other] = [chunkOf([{}, {}, {}, {}]), chunkOf(pair)];
    add(one);
    add(other);

    await handle([
      ...toRecords(one).slice(0, 2),
      ...toRecords(other),
      ...toRecords(one, 9).slice(2),
      sqsRecord(message()),
    ]);
    const readsOfAll = steps.filter((name) => name === 'isCancelled');
    await handle([sqsRecord(message())]);

    expect(readsOfAll).toHaveLength(2);
    expect(steps.filter((name) => name === 'isCancelled')).toHaveLength(2);
  });

  it('are not saved once it is cancelled, and can be retried; others are saved', async () => {
    const { handle, records, products, parts, reports, lines, add, chunksOf } = setUp();
    const [cancelled, other] = [chunkOf(pair), chunkOf([{ sku: 'C' }, { sku: 'D' }])];
    add(cancelled, { cancelledAt: CANCELLED_AT });
    add(other);

    const results = await handle([...toRecords(cancelled), ...toRecords(other)]);

    expect(results).toEqual(Array(4).fill('fulfilled'));
    expect([...products.keys()]).toEqual(['C', 'D'].map(productIdOfSku));
    const record = records.get(cancelled.record.id)!;
    expect(record.cancelled).toEqual(new Set([0, 1]));
    expect(statusOfSubmission(record, new Date(NOW))).toBe('cancelled');
    expect([...parts.get(record.id)!.values()].flatMap(({ items }) => items)).toMatchObject([
      { index: 0, line: 2, sku: 'A', outcome: 'cancelled', product: { sku: 'A', name: 'Teapot' } },
      { index: 1, line: 3, sku: 'B', outcome: 'cancelled', product: { sku: 'B', name: 'Teapot' } },
    ]);
    expect(reports.get(record.id)?.report).toMatchObject({
      summary: { status: 'cancelled', counts: { cancelled: 2, saved: 0 } },
      issues: [{ code: 'CANCELLED' }, { code: 'CANCELLED' }],
    });
    expect(chunksOf(cancelled)).toEqual({ 0: { settlements: 1, cancelled: 2 } });
    expect(chunksOf(other)).toEqual({ 0: { settlements: 1, saved: 2, created: 2 } });
    expect(lines).toContainEqual(['cancelled', 0]);
  });

  it('stay saved where an earlier delivery saved them, and died before it settled that', async () => {
    const { handle, records, imports, add, chunksOf } = setUp(failingOnce('settle'));
    const chunk = chunkOf(pair);
    add(chunk);
    const [first, second] = toRecords(chunk);
    await handle([first!]);
    imports.set(chunk.importId, { chunks: {}, cancelledAt: CANCELLED_AT });

    await handle([first!, second!]);

    expect(records.get(chunk.record.id)).toMatchObject({ saved: new Set([0]), cancelled: new Set([1]) });
    expect(chunksOf(chunk)).toEqual({ 0: { settlements: 1, saved: 1, cancelled: 1 } });
  });

  it('return to the queue, and no others, when the import cannot be read', async () => {
    const { handle, products, records, add } = setUp(failingOnce('isCancelled'));
    const chunk = chunkOf(pair);
    add(chunk);
    const single = message();

    const results = await handle([...toRecords(chunk), sqsRecord(single)]);

    expect(results).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(products.size).toBe(1);
    expect(records.get(chunk.record.id)).toEqual(chunk.record);
  });
});

describe('a complete chunk', () => {
  it('is recorded after its report, with what its saves changed; the last one asks for the report of the import', async () => {
    const { handle, steps, rejected, reports, finished, add, chunksOf } = setUp();
    const first = chunkOf([{}, {}]);
    const last = chunkOf([{ sku: 'A' }, { sku: 'A', price: 1 }, {}], { importId: first.importId, chunk: 1 });
    add({ ...first, record: { ...first.record, total: 3, rejected: 1, rejectedIndexes: new Set([2]) } });
    rejected.set(first.record.id, [
      { index: 2, errors: [{ pointer: '/name', code: 'REQUIRED', detail: 'is missing' }] },
    ]);
    add(last, { chunkTotal: 2 });

    await handle(first.sent.map((one) => sqsRecord({ ...one, total: 3 })));
    const afterFirst = [...finished];
    await handle(toRecords(last).slice(0, 2));
    const beforeLast = [...finished];
    steps.length = 0;
    await handle(toRecords(last).slice(2));

    expect([afterFirst, beforeLast]).toEqual([[], []]);
    expect(chunksOf(first)).toEqual({
      0: { settlements: 1, saved: 2, rejected: 1, created: 2 },
      1: { settlements: 2, saved: 3, created: 2, updated: 1 },
    });
    expect(steps.slice(steps.indexOf('putReport'))).toEqual([
      'putReport',
      'markReported',
      'settleChunk',
      'finish',
    ]);
    expect(finished).toEqual([first.importId]);
    expect(reports.get(last.record.id)?.report.items.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  it('of one row has a report to merge as well, and none under the id of its product', async () => {
    const { handle, records, reports, texts, finished, add, chunksOf } = setUp();
    const chunk = chunkOf([{ sku: 'A' }], { chunk: 4 });
    add(chunk, { chunkTotal: 1 });

    await handle(toRecords(chunk));

    expect(reports.get(chunk.record.id)?.report.items).toMatchObject([
      { sku: 'A', line: 2, outcome: 'saved' },
    ]);
    expect(records.get(chunk.record.id)).toMatchObject({ reportedSettlements: 1, completedAt: NOW });
    expect(records.get(chunk.record.id)?.result).toBeUndefined();
    expect(texts.size).toBe(0);
    expect(chunksOf(chunk)).toEqual({ 4: { settlements: 1, saved: 1, created: 1 } });
    expect(finished).toEqual([chunk.importId]);
  });

  it.each(['settleChunk', 'finish'])(
    'returns one message to the queue when %s fails, and its next delivery does the rest',
    async (failing) => {
      const { handle, lines, finished, acknowledged, add, chunksOf } = setUp(failingOnce(failing));
      const chunk = chunkOf(pair);
      add(chunk, { chunkTotal: 1 });
      const records = toRecords(chunk);

      const results = await handle(records);
      const again = await handle([records[1]!]);

      expect(results).toEqual(['fulfilled', 'rejected']);
      expect(lines).toContainEqual(['chunkFailed', chunk.importId, 0, OUT]);
      expect(lines.filter(([event]) => event === 'reportFailed')).toEqual([]);
      expect(again).toEqual(['fulfilled']);
      expect(chunksOf(chunk)).toEqual({ 0: { settlements: 2, saved: 2, created: 2 } });
      expect(finished).toEqual([chunk.importId]);
      expect(acknowledged).toEqual([]);
    },
  );

  it.each(['settleChunk', 'putReport'])(
    'is left to the file splitter when %s fails on the last delivery',
    async (failing) => {
      const { handle, finished, add, chunksOf } = setUp(failingOnce(failing));
      const chunk = chunkOf(pair);
      add(chunk, { chunkTotal: 2 });

      expect(await handle(toRecords(chunk, 100))).toEqual(['fulfilled', 'fulfilled']);
      expect(chunksOf(chunk)).toEqual({});
      expect(finished).toEqual([chunk.importId]);
    },
  );

  it('is dead-lettered, to be recorded after a redrive, when that fails too', async () => {
    const { handle, lines, finished, add, chunksOf } = setUp((name, phase) => {
      if (['settleChunk', 'finish'].includes(name) && phase === 'before') {
        throw OUT;
      }
    });
    const chunk = chunkOf(pair);
    add(chunk);

    expect(await handle(toRecords(chunk, 100))).toEqual(['fulfilled', 'rejected']);
    expect(lines.filter(([event]) => event === 'chunkFailed')).toHaveLength(2);
    expect([chunksOf(chunk), finished]).toEqual([{}, []]);
  });

  it('of one row that is handled alone is acknowledged only once it is recorded', async () => {
    const { handle, acknowledged, add } = setUp(failingOnce('settleChunk'));
    const chunk = chunkOf([{ sku: 'A' }]);
    add(chunk);

    expect(await handle(toRecords(chunk, 9))).toEqual(['rejected']);
    expect(acknowledged).toEqual([]);
  });

  it('is recorded anew, and asks for the report again, when a redrive saves what had failed', async () => {
    const { handle, finished, records, add, chunksOf } = setUp(
      failingOnce('save', new PermanentError({ code: 'PRODUCT_TOO_LARGE', detail: 'x' })),
    );
    const chunk = chunkOf(pair);
    add(chunk, { chunkTotal: 1 });
    const [first, second] = chunk.sent;

    await handle([sqsRecord(first!), sqsRecord(second!)]);
    const before = chunksOf(chunk);
    await handle([sqsRecord(first!)]);

    expect(before).toEqual({ 0: { settlements: 1, saved: 1, failed: 1, created: 1 } });
    expect(chunksOf(chunk)).toEqual({ 0: { settlements: 2, saved: 2, created: 2 } });
    expect(records.get(chunk.record.id)?.settlements).toBe(2);
    expect(finished).toEqual([chunk.importId, chunk.importId]);
  });

  it('of an import that has expired is reported and acknowledged, and says so once', async () => {
    const { handle, reports, finished, lines, add, imports } = setUp();
    const chunk = chunkOf(pair, { importId: newImport() });
    add(chunk);
    imports.clear();

    expect(await handle(toRecords(chunk))).toEqual(['fulfilled', 'fulfilled']);
    expect(reports.size).toBe(1);
    expect(lines.filter(([event]) => event === 'chunkIgnored')).toEqual([
      ['chunkIgnored', chunk.importId, 0],
    ]);
    expect(finished).toEqual([]);
  });
});
