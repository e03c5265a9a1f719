import {
  type ImportId,
  type ImportMessage,
  type ImportRecord,
  productIdOfSku,
} from '@async-catalog/product-schema';
import { describe, expect, it } from 'vitest';
import { controlledDeadlines } from '../../testing/deadlines.ts';
import { deliver } from '../../testing/deliver.ts';
import { csvOf, startedImport, UNKNOWN_IMPORT } from '../../testing/import-record.ts';
import { createMemoryPorts, type Memory, type Ports } from '../../testing/memory-ports.ts';
import { ProcessorUnavailableError, SourceError } from '../errors.ts';
import { CHECKS } from '../finish/finish-import.ts';
import { createReadImport } from './read-import.ts';

const task = 'read' as const;

function setUp(content: string, fields: Partial<ImportRecord> = {}) {
  const memory = createMemoryPorts();
  const record = startedImport(fields);
  memory.add(record, content);
  return { memory, importId: record.id };
}

/** Replaces the processor: `answer` sees the number of each chunk before the one in memory takes it. */
function withProcessor({ ports }: Memory, onSubmit: (number: number) => void | Promise<void>): Ports {
  return {
    ...ports,
    processor: {
      async submit(chunk, signal) {
        await onSubmit(chunk.number);
        return ports.processor.submit(chunk, signal);
      },
    },
  };
}

const refuse = (): never => {
  throw new ProcessorUnavailableError('throttled');
};

const finish = (importId: ImportId): ImportMessage => ({
  version: 1,
  importId,
  task: 'finish',
  checks: CHECKS,
});

describe('reading an import', () => {
  it('sends every row once, in chunks of a thousand, and keeps how many there are', async () => {
    const { memory, importId } = setUp(`${csvOf(2500, new Set([1, 2001]))}\n\n\n`);

    expect(await deliver(memory.ports, { importId, task })).toBe('fulfilled');
    expect(memory.record(importId)).toMatchObject({
      items: 2500,
      skippedRows: 3,
      chunkTotal: 3,
      checkpoint: { chunk: 3, row: 2500 },
      chunks: {},
    });
    expect(memory.sentRows(importId).map(({ line }) => line)).toEqual(
      Array.from({ length: 2500 }, (_, row) => row + 2),
    );
    // The first of the checks for chunks that are never recorded. The chunk that is complete last queues it, too.
    expect(memory.queued).toEqual([finish(importId)]);
  });

  it('queues the reports of a file without rows', async () => {
    const { memory, importId } = setUp('sku,name,price\n');
    await deliver(memory.ports, { importId, task });

    expect(memory.record(importId)).toMatchObject({ items: 0, chunkTotal: 0 });
    expect(memory.queued).toEqual([finish(importId)]);
  });

  it('settles a chunk of which nothing is queued, and queues the reports if it was the last', async () => {
    const { memory, importId } = setUp(csvOf(2, new Set([0, 1])));
    await deliver(memory.ports, { importId, task });

    expect(memory.record(importId).chunks).toEqual({ 0: { settlements: 0, rejected: 2 } });
    expect(memory.queued).toEqual([finish(importId)]);
  });

  it('sends a row that is larger than any product without its texts, to be rejected', async () => {
    // The control characters take six times as many bytes in JSON.
    const { memory, importId } = setUp(`sku,name,price\nA,"${'\u0001'.repeat(400_000)}",1\nB,Tea,2\n`);
    await deliver(memory.ports, { importId, task });

    expect(memory.sentRows(importId)).toMatchObject([
      { line: 2, value: { sku: 'A' }, errors: [{ code: 'PRODUCT_TOO_LARGE' }] },
      { line: 3, value: { sku: 'B' } },
    ]);
  });

  it('goes on where the time was up', async () => {
    const { memory, importId } = setUp(csvOf(20_000));
    const deadlines = controlledDeadlines();
    const ports = withProcessor(memory, (number) => (number === 3 ? deadlines.endWork() : undefined));

    expect(await createReadImport(ports)(importId, 1, deadlines)).toEqual({ kind: 'continue' });
    const { checkpoint, items } = memory.record(importId);
    expect(checkpoint?.chunk).toBeGreaterThan(0);
    expect(checkpoint?.chunk).toBeLessThan(20);
    expect(items).toBe((checkpoint?.chunk ?? 0) * 1000);

    expect(await deliver(memory.ports, { importId, task }, { receiveCount: 2 })).toBe('fulfilled');
    expect(memory.record(importId)).toMatchObject({ items: 20_000, chunkTotal: 20 });
    expect(memory.reused).toEqual([]);
  });

  it('gives up a file whose rows are all flawed, at the same row in whatever delivery', async () => {
    const flawed = 'A,Tea\n'.repeat(40_000);
    const { memory, importId } = setUp(`${csvOf(20_500)}${flawed}`);
    const deadlines = controlledDeadlines();
    const ports = withProcessor(memory, (number) => (number === 20 ? deadlines.endWork() : undefined));

    await createReadImport(ports)(importId, 1, deadlines);
    expect(await deliver(memory.ports, { importId, task }, { receiveCount: 2 })).toBe('fulfilled');

    expect(memory.record(importId)).toMatchObject({
      chunkTotal: 21,
      failure: { code: 'TOO_MANY_FLAWED_ROWS', line: 20_502, column: 3 },
    });
    expect(memory.reused).toEqual([]);
  });

  it('comes back later where the time was up before there was any progress', async () => {
    const { memory, importId } = setUp(csvOf(5));
    const deadlines = controlledDeadlines();
    deadlines.endWork();

    expect(await createReadImport(memory.ports)(importId, 3, deadlines)).toMatchObject({
      kind: 'retry',
      failures: 3,
    });
    expect(memory.record(importId).checkpoint).toBeUndefined();
  });

  it('waits for a processor that is throttled, longer each time', async () => {
    const { memory, importId } = setUp(csvOf(5));
    const waits: number[] = [];
    let left = 9;
    const ports = withProcessor(memory, () => {
      left -= 1;
      return left >= 0 ? refuse() : undefined;
    });
    await deliver({ ...ports, wait: async (ms) => void waits.push(ms) }, { importId, task });

    expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
    expect(memory.record(importId).chunkTotal).toBe(1);
  });

  it('keeps what was taken before a chunk that isn’t, and returns its message', async () => {
    const { memory, importId } = setUp(csvOf(6000));
    const deadlines = controlledDeadlines();
    const ports = withProcessor(memory, (number) => (number === 3 ? refuse() : undefined));
    const reading = createReadImport({ ...ports, wait: async () => deadlines.endWork() });

    expect(await reading(importId, 7, deadlines)).toMatchObject({
      kind: 'retry',
      cause: expect.any(ProcessorUnavailableError) as Error,
      failures: 1,
    });
    expect(memory.record(importId)).toMatchObject({
      checkpoint: { chunk: 3 },
      items: 3000,
      progressReceives: 7,
    });
  });

  it('gives an import up after 30 receives without progress, but not within six hours', async () => {
    const { memory, importId } = setUp(csvOf(1500));
    const at = (time: string): Ports => ({
      ...memory.ports,
      now: () => new Date(`2026-01-31T${time}.000Z`),
      processor: { submit: async () => Promise.reject(new Error('refused')) },
    });

    await deliver(at('16:00:30'), { importId, task }, { receiveCount: 40 });
    await deliver(at('16:00:31'), { importId, task }, { receiveCount: 29 });
    expect(memory.record(importId).failure).toBeUndefined();
    expect(memory.delays).toEqual([900, 900]);

    expect(await deliver(at('16:00:31'), { importId, task }, { receiveCount: 30 })).toBe('fulfilled');
    expect(memory.record(importId)).toMatchObject({ failure: { code: 'RETRIES_EXHAUSTED' }, chunkTotal: 0 });
    expect(memory.lines).toContainEqual(['importGivenUp', 30]);
    expect(memory.queued).toEqual([finish(importId)]);
  });

  it('fails an import whose file is another one, and tells which chunks were sent', async () => {
    const { memory, importId } = setUp(csvOf(3000));
    const changed = new SourceError('SOURCE_CHANGED', 'is not the file that was uploaded');
    const sources = {
      async *read(...[record]: Parameters<Ports['sources']['read']>) {
        yield* memory.ports.sources.read(record, 0);
        throw changed;
      },
    };

    expect(await deliver({ ...memory.ports, sources }, { importId, task })).toBe('fulfilled');
    expect(memory.record(importId)).toMatchObject({
      chunkTotal: 2,
      items: 2000,
      failure: { code: 'SOURCE_CHANGED', detail: 'is not the file that was uploaded' },
    });
    memory.settle();
    // By its reader, and by the worker of its last chunk.
    expect(memory.queued).toEqual([finish(importId), { version: 1, importId, task: 'finish' }]);
  });

  it('comes back for what it could not send before the place where a file can’t be read on', async () => {
    const { memory, importId } = setUp(csvOf(3000));
    const deadlines = controlledDeadlines();
    const broken = Promise.withResolvers<void>();
    const sources = {
      async *read(...[record, start]: Parameters<Ports['sources']['read']>) {
        yield* memory.ports.sources.read(record, start);
        broken.resolve();
        throw new SourceError('SOURCE_CHANGED', 'is not the file that was uploaded');
      },
    };
    const ports = withProcessor({ ...memory, ports: { ...memory.ports, sources } }, async (number) => {
      if (number === 1) {
        await broken.promise;
        refuse();
      }
    });
    let waits = 0;
    const wait = async (...given: Parameters<Ports['wait']>): Promise<void> => {
      await memory.ports.wait(...given);
      waits += 1;
      if (waits === 20) {
        deadlines.endWork();
      }
    };
    const reading = createReadImport({ ...ports, wait });

    expect(await reading(importId, 1, deadlines)).toMatchObject({
      kind: 'retry',
      cause: expect.any(ProcessorUnavailableError) as Error,
    });
    expect(memory.record(importId)).toMatchObject({ checkpoint: { chunk: 1 } });
    await deliver({ ...memory.ports, sources }, { importId, task }, { receiveCount: 2 });
    expect(memory.record(importId)).toMatchObject({ chunkTotal: 2, failure: { code: 'SOURCE_CHANGED' } });
  });

  it('fails an import of which a chunk was sent with other rows before', async () => {
    const { memory, importId } = setUp(csvOf(2000));
    await deliver(memory.ports, { importId, task });
    const { checkpoint: _, chunkTotal: __, ...before } = memory.record(importId);
    memory.add({ ...before, items: 0 }, csvOf(2000, new Set([1700])));

    await deliver(memory.ports, { importId, task });
    expect(memory.record(importId)).toMatchObject({ failure: { code: 'SOURCE_CHANGED' }, chunkTotal: 2 });
    expect(memory.lines).toContainEqual(['chunkNotDeterministic', 1]);
  });

  it('stops when it is cancelled, with the chunks that were sent by then', async () => {
    const { memory, importId } = setUp(csvOf(60_000));
    const ports = withProcessor(memory, (number) => {
      if (number === 10) {
        memory.change(importId, { cancelledAt: '2026-01-31T10:00:40.000Z' });
      }
    });
    expect(await deliver(ports, { importId, task })).toBe('fulfilled');

    const { chunkTotal = 0, items } = memory.record(importId);
    expect(chunkTotal).toBeGreaterThanOrEqual(16);
    expect(chunkTotal).toBeLessThan(30);
    expect(items).toBe(chunkTotal * 1000);
    expect(memory.sentRows(importId)).toHaveLength(items);
  });

  it('sends nothing of an import that was cancelled before', async () => {
    const { memory, importId } = setUp(csvOf(5), { cancelledAt: '2026-01-31T10:00:31.000Z' });
    await deliver(memory.ports, { importId, task });

    expect(memory.sentRows(importId)).toEqual([]);
    expect(memory.record(importId).chunkTotal).toBe(0);
    expect(memory.queued).toEqual([finish(importId)]);
  });

  it('lets a delivery that has read further go on alone, and comes back later', async () => {
    const { memory, importId } = setUp(csvOf(3000));
    const ahead = { chunk: 40, byte: 1, row: 1, line: 1, skip: 0 };
    const ports = withProcessor(
      memory,
      () => void memory.change(importId, { checkpoint: ahead, items: 40_000 }),
    );

    expect(await deliver(ports, { importId, task })).toBe('rejected');
    expect(memory.record(importId)).toMatchObject({ checkpoint: ahead, items: 40_000 });
    expect(memory.lines).toContainEqual(['overtaken']);
    expect(memory.delays).toEqual([320]);
  });

  it('acknowledges a message of an import that is read, or that isn’t there', async () => {
    const { memory, importId } = setUp(csvOf(3));
    await deliver(memory.ports, { importId, task });
    expect(await deliver(memory.ports, { importId, task })).toBe('fulfilled');
    expect(await deliver(memory.ports, { importId: UNKNOWN_IMPORT, task })).toBe('fulfilled');
    expect(memory.lines).toEqual([
      ['rowsRead', 3, 1],
      ['importUnknown', UNKNOWN_IMPORT],
    ]);
  });
});

describe('a dry run', () => {
  it('stores no product, and counts what is valid and rejected', async () => {
    const { memory, importId } = setUp(csvOf(1500, new Set([3, 1200])), { options: { dryRun: true } });
    await deliver(memory.ports, { importId, task });

    expect(memory.submissions.size).toBe(0);
    expect(memory.record(importId).chunks).toEqual({
      0: { settlements: 1, valid: 999, rejected: 1 },
      1: { settlements: 1, valid: 499, rejected: 1 },
    });
    expect(memory.queued).toEqual([finish(importId)]);
  });

  it('previews what would change, one row after the other', async () => {
    const content = 'sku,name,price,currency\nA,Tea,2.50,EUR\nB,Cup,3,EUR\nA,Tea,2.75,EUR\nC,Pot,9,EUR\n';
    const { memory, importId } = setUp(content, {
      options: { dryRun: true, preview: 'changes' },
      columns: ['sku', 'name', 'price', 'currency'],
      mapping: { columns: { sku: 'sku', name: 'name', price: 'price', currency: 'currency' }, op: 'put' },
    });
    const revision = '2026-01-01T00:00:00.000Z/0199f5d4-0000-7000-8000-000000000000/000';
    memory.products.set(productIdOfSku('A'), {
      id: productIdOfSku('A'),
      sku: 'A',
      name: 'Tea',
      price: 2.5,
      currency: 'EUR',
      version: 4,
      revision,
      currencyRevision: revision,
    });
    await deliver(memory.ports, { importId, task });

    expect(memory.record(importId).chunks).toEqual({
      0: { settlements: 1, valid: 4, created: 2, updated: 1, unchanged: 1 },
    });
    const entries = await memory.ports.dryChunks.get(importId, 0);
    expect(entries.map(({ item }) => item)).toMatchObject([
      { line: 2, sku: 'A', outcome: 'valid', change: 'unchanged', version: 5 },
      { line: 3, sku: 'B', outcome: 'valid', change: 'created', version: 1 },
      {
        line: 4,
        outcome: 'valid',
        change: 'updated',
        changedFields: ['price'],
        priceInMinorUnits: 275,
        priceBefore: { currency: 'EUR', digits: 2, priceInMinorUnits: 250 },
      },
      { line: 5, sku: 'C', change: 'created' },
    ]);
  });

  it('previews that an operation would be refused', async () => {
    const { memory, importId } = setUp('sku,price\nA,2\n', {
      options: { dryRun: true, preview: 'changes' },
      columns: ['sku', 'price'],
      mapping: { columns: { sku: 'sku', price: 'price' }, op: 'patch' },
    });
    await deliver(memory.ports, { importId, task });

    expect(memory.record(importId).chunks).toEqual({ 0: { settlements: 1, rejected: 1 } });
    const [entry] = await memory.ports.dryChunks.get(importId, 0);
    expect(entry?.issues).toMatchObject([{ line: 2, sku: 'A', code: 'PRODUCT_NOT_FOUND' }]);
  });
});
