import { buildChunk, type ImportRecord, settlementsOfImport } from '@async-catalog/product-schema';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { controlledDeadlines } from '../../testing/deadlines.ts';
import { deliver } from '../../testing/deliver.ts';
import { csvOf, startedImport } from '../../testing/import-record.ts';
import { createMemoryPorts, type Memory } from '../../testing/memory-ports.ts';
import { OvertakenError, SourceError } from '../errors.ts';
import { createFinishImport } from './finish-import.ts';

const task = 'finish' as const;

/** Reads a file and settles its chunks, so that only its reports are left. */
async function readFile(
  content: string,
  fields: Partial<ImportRecord> = {},
  ...settling: Parameters<Memory['settle']>
) {
  const memory = createMemoryPorts();
  const record = startedImport(fields);
  memory.add(record, content);
  await deliver(memory.ports, { importId: record.id, task: 'read' });
  memory.settle(...settling);
  return { memory, importId: record.id };
}

const rowsOf = (text: string, delimiter = ','): Record<string, string>[] =>
  parse(text, { columns: true, bom: true, delimiter });

const countsOf = (rows: readonly Record<string, string>[]) =>
  Object.fromEntries(
    [...Map.groupBy(rows, ({ outcome }) => outcome)].map(([outcome, some]) => [outcome, some.length]),
  );

const issuesOf = (memory: Memory, importId: ImportRecord['id']) =>
  JSON.parse(memory.file(importId, 'issues')) as {
    groups: { code: string; count: number; severity: string; example: object }[];
    issues: Record<string, object[]>;
  };

describe('finishing an import', () => {
  it('reports each row, in the order of the file, as CSV and NDJSON', async () => {
    const { memory, importId } = await readFile(csvOf(1500, new Set([2])));
    expect(await deliver(memory.ports, { importId, task })).toBe('fulfilled');

    const csv = rowsOf(memory.file(importId, 'csv'));
    expect(csv.map(({ line }) => Number(line))).toEqual(Array.from({ length: 1500 }, (_, row) => row + 2));
    expect(csv[0]).toMatchObject({
      sku: 'SKU-0',
      op: 'put',
      outcome: 'saved',
      change: 'created',
      version: '1',
    });
    expect(csv[2]).toMatchObject({ sku: 'SKU-2', outcome: 'rejected', pointer: '/price' });
    const ndjson = memory.file(importId, 'ndjson').trimEnd().split('\n');
    expect(ndjson).toHaveLength(1500);
    expect(JSON.parse(ndjson[2] ?? '')).toMatchObject({ line: 4, sku: 'SKU-2', outcome: 'rejected' });
  });

  it('writes what isn’t saved in the file’s own columns, to be corrected and sent back', async () => {
    const content =
      'Art;Titel;Preis;Notiz\nA;Tee;1;"a ""b""; c"\nB;Tasse;frei;x\n\nC;"Kanne\nblau";teuer;y\n';
    const { memory, importId } = await readFile(content, {
      format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ';' },
      columns: ['Art', 'Titel', 'Preis', 'Notiz'],
      mapping: { columns: { Art: 'sku', Titel: 'name', Preis: 'price' }, op: 'put' },
    });
    await deliver(memory.ports, { importId, task });

    const failed = memory.file(importId, 'failed');
    expect(failed.startsWith('\uFEFFArt;Titel;Preis;Notiz;import_line;import_code;import_error\r\n')).toBe(
      true,
    );
    expect(rowsOf(failed, ';')).toMatchObject([
      { Art: 'B', Titel: 'Tasse', Preis: 'frei', Notiz: 'x', import_line: '3' },
      { Art: 'C', Titel: 'Kanne\nblau', Preis: 'teuer', Notiz: 'y', import_line: '5' },
    ]);
    expect(rowsOf(failed, ';')[0]?.['import_error']).toMatch(/^price in column 3 \("Preis"\) is "frei"/);
    expect(issuesOf(memory, importId).issues).toMatchObject({
      [rowsOf(failed, ';')[0]?.['import_code'] ?? '']: [
        { line: 3, index: 1, sku: 'B', pointer: '/price', column: 'Preis' },
        { line: 5, index: 2, sku: 'C' },
      ],
    });
  });

  it('adds its columns once to a file that has them from before', async () => {
    const { memory, importId } = await readFile(
      'sku,import_line,price,import_code,import_error\nA,7,x,OLD,old\n',
      {
        columns: ['sku', 'import_line', 'price', 'import_code', 'import_error'],
        mapping: { columns: { sku: 'sku', price: 'price' }, op: 'put' },
      },
    );
    await deliver(memory.ports, { importId, task });

    const [header, row] = memory.file(importId, 'failed').split('\r\n');
    expect(header).toBe('\uFEFFsku,price,import_line,import_code,import_error');
    expect(row).toMatch(/^A,x,2,/);
    expect(row).not.toContain('OLD');
  });

  it('writes the failed lines of NDJSON as they are', async () => {
    const wrong = '{"sku": "B",  "name":"Cup"}';
    const { memory, importId } = await readFile(`{"sku":"A","name":"Tea","price":1}\n${wrong}\n`, {
      format: { kind: 'ndjson', compression: 'none', encoding: 'utf-8' },
      mapping: { op: 'put' },
    });
    await deliver(memory.ports, { importId, task });

    expect(memory.file(importId, 'failed')).toBe(`${wrong}\n`);
  });

  it('counts every issue by its code, and lists the first thousand of each', async () => {
    const { memory, importId } = await readFile(
      csvOf(1700, new Set(Array.from({ length: 1600 }, (_, n) => n))),
    );
    await deliver(memory.ports, { importId, task });

    const { groups, issues } = issuesOf(memory, importId);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      severity: 'error',
      count: 1600,
      example: { line: 2, sku: 'SKU-0', pointer: '/price' },
    });
    expect(issues[groups[0]?.code ?? '']).toHaveLength(1000);
  });

  it('marks the reports, and keeps the time of the first ones', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    await deliver(memory.ports, { importId, task });
    const first = memory.record(importId);
    expect(first).toMatchObject({ reportedSettlements: 1, completedAt: '2026-01-31T10:01:00.000Z' });

    // A redrive saved another item.
    memory.change(importId, { chunks: { 0: { settlements: 2, saved: 3 } } });
    await deliver({ ...memory.ports, now: () => new Date('2026-02-01T00:00:00.000Z') }, { importId, task });
    expect(memory.record(importId)).toMatchObject({
      reportedSettlements: 2,
      completedAt: first.completedAt,
    });
  });

  it('writes nothing again where everything is written', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    await deliver(memory.ports, { importId, task });
    const files = {
      ...memory.ports.files,
      open: () => {
        throw new Error('nothing is to be written');
      },
    };
    expect(await deliver({ ...memory.ports, files }, { importId, task })).toBe('fulfilled');
    expect(memory.lines.filter(([event]) => event === 'reported')).toHaveLength(1);
  });

  it('returns its message between two files when the time is up, and goes on there', async () => {
    const { memory, importId } = await readFile(csvOf(3, new Set([1])));
    const deadlines = controlledDeadlines();
    deadlines.endWork();

    expect(await createFinishImport(memory.ports)(importId, 1, deadlines)).toEqual({ kind: 'continue' });
    expect(memory.file(importId, 'csv')).not.toBe('');
    expect(memory.file(importId, 'failed')).toBe('');
    await deliver(memory.ports, { importId, task });
    expect(memory.file(importId, 'failed')).toContain('SKU-1');
  });

  it('writes one file after the other where an earlier delivery’s time was not enough for all', async () => {
    const { memory, importId } = await readFile(csvOf(3, new Set([1])));
    const deadlines = controlledDeadlines();
    deadlines.endWork();
    const finish = createFinishImport(memory.ports);

    for (const written of [['ndjson'], ['ndjson', 'csv'], ['ndjson', 'csv', 'issues']] as const) {
      expect(await finish(importId, 2, deadlines)).toEqual({ kind: 'continue' });
      const files = ['ndjson', 'csv', 'issues', 'failed'] as const;
      expect(files.filter((file) => memory.file(importId, file) !== '')).toEqual(written);
    }
    expect(await finish(importId, 5, deadlines)).toEqual({ kind: 'acknowledge' });
    expect(memory.file(importId, 'failed')).toContain('SKU-1');
  });

  it('gives a file up that it has no time to end', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    const calls = AbortSignal.abort(new Error('the time is up'));
    const finish = createFinishImport(memory.ports)(importId, 1, { ...controlledDeadlines(), calls });

    await expect(finish).rejects.toThrow('the time is up');
    expect(memory.file(importId, 'csv')).toBe('');
  });

  it('writes again what another delivery has overwritten with an older state', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    const older = memory.record(importId);
    // The older delivery read the record, and writes only after the newer one has marked its reports.
    memory.change(importId, { chunks: { 0: { settlements: 2, saved: 3 } } });
    await deliver(memory.ports, { importId, task });
    const late = { ...memory.ports.imports, get: async () => older };
    const overtaken = createFinishImport({ ...memory.ports, imports: late })(
      importId,
      1,
      controlledDeadlines(),
    );
    await expect(overtaken).rejects.toThrow(OvertakenError);

    await deliver(memory.ports, { importId, task });
    expect(await memory.ports.files.settlementsOf(importId, 'csv')).toBe(
      settlementsOfImport(memory.record(importId)),
    );
  });

  it('records chunks that are complete, but that no worker has recorded', async () => {
    const { memory, importId } = await readFile(
      csvOf(2500, new Set([1, 1001])),
      {},
      () => true,
      (chunk) => chunk !== 1,
    );
    expect(await deliver(memory.ports, { importId, task })).toBe('fulfilled');

    expect(memory.record(importId).chunks[1]).toEqual({
      settlements: 1,
      saved: 999,
      rejected: 1,
      created: 999,
    });
    expect(memory.record(importId)).toMatchObject({ reportedSettlements: 3 });
    expect(rowsOf(memory.file(importId, 'csv'))).toHaveLength(2500);
  });

  it('replaces what an import knows of a chunk only by the result of more settlements', async () => {
    const { memory, importId } = await readFile(csvOf(1500));
    memory.change(importId, {
      chunks: { 0: { settlements: 0, failed: 1000 }, 1: { settlements: 2, saved: 500 } },
    });
    await deliver(memory.ports, { importId, task });

    expect(memory.record(importId).chunks).toEqual({
      0: { settlements: 1, saved: 1000, created: 1000 },
      1: { settlements: 2, saved: 500 },
    });
  });

  it('settles what an import that was given up left of its chunks, and reports each of their rows', async () => {
    const { memory, importId } = await readFile(csvOf(2500, new Set([1, 1001])), {}, () => false);
    const ids = [0, 1, 2].map(
      (number) => buildChunk(importId, number, memory.record(importId).startedAt!).submissionId,
    );
    memory.change(importId, { checkpoint: undefined, chunkTotal: 3, items: 0 });
    // Of the first nothing is stored; of the second, a record and a few saves. The third is queued, and saved later.
    memory.submissions.delete(ids[0]!);
    const half = memory.submissions.get(ids[1]!)!;
    half.rejected.splice(0);
    half.results.splice(10);
    half.record = {
      ...half.record,
      queuedAt: undefined,
      sendingUntil: '2026-01-31T10:01:30.000Z',
      saved: new Set(half.results.map(({ index }) => index)),
      settlements: 1,
    };

    await deliver(memory.ports, { importId, task });
    // Somebody may be sending the second.
    expect(memory.record(importId).chunks).toEqual({ 0: { settlements: 0, failed: 1000 } });
    const later = { ...memory.ports, now: () => new Date('2026-01-31T10:01:30.000Z') };
    await deliver(later, { importId, task });
    expect(memory.record(importId).completedAt).toBeUndefined();
    memory.settle();
    await deliver(later, { importId, task });

    const counts = { saved: 10, failed: 989, rejected: 1 };
    expect(memory.record(importId)).toMatchObject({
      chunks: { 0: { failed: 1000 }, 1: { settlements: 2, ...counts }, 2: { saved: 500 } },
      completedAt: '2026-01-31T10:01:30.000Z',
    });
    const rows = rowsOf(memory.file(importId, 'csv'));
    expect(rows.map(({ line }) => Number(line))).toEqual(Array.from({ length: 2500 }, (_, row) => row + 2));
    expect(rows[1]).toMatchObject({ sku: 'SKU-1', outcome: 'failed', code: 'NOT_QUEUED' });
    expect(rows[1001]).toMatchObject({ sku: 'SKU-1001', outcome: 'rejected', code: 'REASON_UNKNOWN' });
    expect(countsOf(rows)).toEqual({ failed: 1989, saved: 510, rejected: 1 });
    expect(rowsOf(memory.file(importId, 'failed'))).toHaveLength(1990);
    expect(issuesOf(memory, importId).groups).toMatchObject([
      { code: 'NOT_QUEUED', count: 1989, example: { line: 2, sku: 'SKU-0' } },
      { code: 'REASON_UNKNOWN', count: 1, example: { line: 1003, sku: 'SKU-1001' } },
    ]);
  });

  it('ends an import that was given up though its file was deleted, with the rows that are on record', async () => {
    const { memory, importId } = await readFile(csvOf(1500), {}, () => false);
    const { submissionId } = buildChunk(importId, 0, memory.record(importId).startedAt!);
    memory.change(importId, { checkpoint: undefined, chunkTotal: 2, items: 0 });
    memory.submissions.delete(submissionId);
    memory.settle();
    const sources = {
      read(): never {
        throw new SourceError('SOURCE_MISSING', 'was deleted');
      },
    };
    expect(await deliver({ ...memory.ports, sources }, { importId, task })).toBe('fulfilled');

    expect(memory.record(importId).chunks).toMatchObject({ 0: { settlements: 0 }, 1: { saved: 500 } });
    expect(countsOf(rowsOf(memory.file(importId, 'csv')))).toEqual({ saved: 500 });
  });

  it('comes back every five minutes while a chunk is pending, and ends quietly after the last time', async () => {
    const { memory, importId } = await readFile(csvOf(1500), {}, (chunk) => chunk === 0);
    const read = memory.queued.splice(0);

    expect(await deliver(memory.ports, { importId, task, checks: 2 })).toBe('fulfilled');
    expect(memory.queued.splice(0)).toEqual([{ version: 1, importId, task, checks: 1 }]);
    expect(memory.delays.splice(0)).toEqual([300]);
    expect(await deliver(memory.ports, { importId, task, checks: 0 })).toBe('fulfilled');
    expect(await deliver(memory.ports, { importId, task })).toBe('fulfilled');
    expect([read.length, memory.queued, memory.delays]).toEqual([1, [], []]);
    expect(memory.lines.map(([event]) => event)).toEqual(['rowsRead']);
  });

  it('leaves it to the end of reading while the file is read', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    memory.change(importId, { chunkTotal: undefined });

    expect(await deliver(memory.ports, { importId, task, checks: 2 })).toBe('fulfilled');
    expect(memory.queued.filter(({ checks }) => checks === 1)).toEqual([]);
    expect(memory.file(importId, 'csv')).toBe('');
  });

  it('does not count as failed when another delivery has marked the reports meanwhile', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    const before = memory.record(importId);
    await deliver(memory.ports, { importId, task });
    const late = { ...memory.ports, imports: { ...memory.ports.imports, get: async () => before } };

    expect(await deliver(late, { importId, task })).toBe('rejected');
    expect(await deliver(memory.ports, { importId, task }, { receiveCount: 2 })).toBe('fulfilled');
    expect(memory.lines.map(([event]) => event)).toEqual(['rowsRead', 'reported', 'overtaken']);
  });

  it('waits for a chunk that is missing, however many results there are', async () => {
    const { memory, importId } = await readFile(csvOf(3));
    memory.change(importId, {
      checkpoint: { chunk: 2, byte: 1, row: 3, line: 4, skip: 0 },
      chunkTotal: 2,
      chunks: { 0: { settlements: 1 }, 5: { settlements: 1 } },
    });

    expect(await deliver(memory.ports, { importId, task })).toBe('fulfilled');
    expect(memory.file(importId, 'csv')).toBe('');
    expect(memory.record(importId).completedAt).toBeUndefined();
  });

  it('reports the rows of a file that was deleted meanwhile, though not in its own columns', async () => {
    const { memory, importId } = await readFile(csvOf(3, new Set([1])));
    const sources = {
      // oxlint-disable-next-line require-yield -- it fails before the first byte
      async *read(): AsyncGenerator<Uint8Array> {
        throw new SourceError('SOURCE_MISSING', 'was deleted');
      },
    };
    expect(await deliver({ ...memory.ports, sources }, { importId, task })).toBe('fulfilled');

    expect(rowsOf(memory.file(importId, 'csv'))).toHaveLength(3);
    expect(rowsOf(memory.file(importId, 'failed'))).toEqual([]);
    expect(memory.lines).toContainEqual(['failedRowsUnreadable']);
  });

  it('reports a dry run like any import, with what is valid', async () => {
    const { memory, importId } = await readFile(csvOf(3, new Set([1])), { options: { dryRun: true } });
    await deliver(memory.ports, { importId, task });

    expect(rowsOf(memory.file(importId, 'csv'))).toMatchObject([
      { line: '2', sku: 'SKU-0', op: 'put', outcome: 'valid' },
      { line: '3', sku: 'SKU-1', outcome: 'rejected' },
      { line: '4', sku: 'SKU-2', outcome: 'valid' },
    ]);
    expect(rowsOf(memory.file(importId, 'failed'))).toHaveLength(1);
    expect(issuesOf(memory, importId).groups).toHaveLength(1);
  });

  it('keeps a spreadsheet from running what a file says', async () => {
    const { memory, importId } = await readFile('sku,name,price\n=1+1,Tea,x\n');
    await deliver(memory.ports, { importId, task });

    expect(memory.file(importId, 'csv')).toContain("'=1+1");
  });
});
