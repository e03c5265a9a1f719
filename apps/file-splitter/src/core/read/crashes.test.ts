import { countsOfImport } from '@async-catalog/product-schema';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrashingPorts } from '../../testing/crashing-ports.ts';
import { deliver } from '../../testing/deliver.ts';
import { csvOf, startedImport } from '../../testing/import-record.ts';
import { createMemoryPorts, type Memory } from '../../testing/memory-ports.ts';

/** Deliveries after which everything must have come to its end, however many died. */
const MAX_DELIVERIES = 200;

interface Death {
  /** Calls that succeed before it. */
  readonly after: number;
  readonly moment: 'before' | 'after';
  /** Whether another delivery of the same message runs at the same time. */
  readonly isTwice: boolean;
}

const death = fc.record({
  after: fc.integer({ min: 0, max: 60 }),
  moment: fc.constantFrom('before' as const, 'after' as const),
  isTwice: fc.boolean(),
});

/** Delivers every message until it is acknowledged; the first deliveries die, and workers settle what is queued. */
async function run(memory: Memory, deaths: readonly Death[], onDelivery: (n: number) => void): Promise<void> {
  const left = [...deaths];
  for (let n = 0; n < MAX_DELIVERIES; n += 1) {
    const [message] = memory.queued;
    if (message === undefined) {
      memory.settle();
      if (memory.queued.length === 0) {
        return;
      }
      continue;
    }
    onDelivery(n);
    const { after = Infinity, moment = 'before', isTwice = false } = left.shift() ?? {};
    let calls = 0;
    const dying = createCrashingPorts(memory.ports, (_, at) => {
      calls += at === moment ? 1 : 0;
      return at === moment && calls > after;
    });
    const sent = memory.queued.length;
    const [result] = await Promise.all([
      deliver(dying, message, { receiveCount: n + 1 }),
      ...(isTwice ? [deliver(memory.ports, message, { receiveCount: n + 1 })] : []),
    ]);
    if (result === 'fulfilled') {
      memory.queued.splice(memory.queued.slice(0, sent).indexOf(message), 1);
    }
    memory.settle((chunk) => (chunk + n) % 3 === 0);
  }
  throw new Error('it never came to its end');
}

const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, bom: true, skip_empty_lines: true });

describe('deliveries that die anywhere, any number of times', () => {
  it('send the same chunks with the same rows, and report every row once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 22_000 }),
        fc.array(death, { maxLength: 12 }),
        async (rows, deaths) => {
          const memory = createMemoryPorts();
          const wrong = new Set(
            Array.from({ length: rows }, (_, row) => row).filter((row) => row % 701 === 0),
          );
          const record = startedImport();
          memory.add(record, csvOf(rows, wrong));
          memory.queued.push({ version: 1, importId: record.id, task: 'read' });

          await run(memory, deaths, () => {});

          const ended = memory.record(record.id);
          const lines = Array.from({ length: rows }, (_, row) => row + 2);
          expect(memory.reused).toEqual([]);
          expect(memory.sentRows(record.id).map(({ line }) => line)).toEqual(lines);
          expect(ended).toMatchObject({ items: rows, chunkTotal: Math.ceil(rows / 1000) });
          expect(countsOfImport(ended)).toMatchObject({
            total: rows,
            saved: rows - wrong.size,
            rejected: wrong.size,
            pending: 0,
          });
          expect(ended.completedAt).toBeDefined();
          expect(rowsOf(memory.file(record.id, 'csv')).map(({ line }) => Number(line))).toEqual(lines);
          expect(rowsOf(memory.file(record.id, 'failed')).map(({ sku }) => sku)).toEqual(
            [...wrong].map((row) => `SKU-${row}`),
          );
        },
      ),
      { numRuns: 5 },
    );
  });

  it('end a cancelled import with the chunks that were sent, all of them accounted for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5000, max: 22_000 }),
        fc.array(death, { maxLength: 6 }),
        fc.integer({ min: 0, max: 6 }),
        async (rows, deaths, cancelledBefore) => {
          const memory = createMemoryPorts();
          const record = startedImport();
          memory.add(record, csvOf(rows));
          memory.queued.push({ version: 1, importId: record.id, task: 'read' });

          await run(memory, deaths, (n) => {
            if (n === cancelledBefore) {
              memory.change(record.id, { cancelledAt: '2026-01-31T10:02:00.000Z' });
            }
          });

          const ended = memory.record(record.id);
          const sent = memory.sentRows(record.id).length;
          expect(memory.reused).toEqual([]);
          expect(countsOfImport(ended)).toMatchObject({ total: sent, pending: 0 });
          expect(Object.keys(ended.chunks)).toHaveLength(ended.chunkTotal ?? -1);
          expect(rowsOf(memory.file(record.id, 'csv'))).toHaveLength(sent);
        },
      ),
      { numRuns: 5 },
    );
  });
});
