import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { importOf } from '../testing/import-of.ts';
import type { ImportPlan } from './display.ts';
import { createTerminalDisplay } from './terminal-display.ts';

/** Creates a display on a stream that passes for a terminal. */
function createDisplay(columns = 160) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 40 });
  const display = createTerminalDisplay(stream as unknown as NodeJS.WriteStream);
  const shown = async (): Promise<string> => {
    stream.end();
    return text(stream);
  };
  return { display, shown };
}

const plan: ImportPlan = {
  fileName: 'products.csv',
  size: 1_234_567,
  format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ';' },
  mapping: { decimal: ',', defaults: { currency: 'EUR' } },
  guesses: [
    { column: 'Title', field: 'name', reason: 'is a known name of "name"' },
    { column: 'Stock\u001B[31m', reason: 'is not a known name' },
  ],
  notes: ['A note.'],
  firstItems: [
    { line: 2, value: { name: 'Pot', price: 1.5, tags: ['a', 'b'] } },
    {
      line: 3,
      value: { name: 'Pan' },
      errors: [{ pointer: '/price', code: 'WRONG_TYPE', detail: 'is no number' }],
    },
  ],
};

/** Matches a line of a table. */
const line = (...cells: string[]) => expect.stringMatching(cells.join(String.raw`\s*│\s*`));

it('shows the mapping with its reasons, and the first rows with their errors', async () => {
  const { display, shown } = createDisplay();
  display.plan(plan);

  const lines = stripVTControlCharacters(await shown()).split('\n');
  expect(lines[0]).toBe(
    'products.csv: CSV with semicolons, utf-8, 1.2 MB, decimal comma, currency EUR where it is blank',
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      '  A note.',
      line('Title', 'name', 'is a known name of "name"'),
      line(String.raw`Stock\\u001b\[31m`, 'ignored', 'is not a known name'),
      line('2', 'Pot', '1.5', String.raw`\["a","b"\]`),
      line('3', 'Pan', '', '', 'price is no number'),
    ]),
  );
});

it('tells a story as a table, in colours, and nothing in it steers the terminal', async () => {
  const { display, shown } = createDisplay();
  display.story([
    { at: '2026-01-31T09:30:00.000Z', event: 'accepted', accepted: 2 },
    {
      at: '2026-01-31T09:30:00.500Z',
      event: 'returned',
      index: 1,
      receiveCount: 1,
      why: 'TimeoutError: \u001B[2J',
    },
    { at: '2026-01-31T09:30:06.000Z', event: 'saved', items: { created: [0, 1] }, receiveCount: 2 },
  ]);

  const output = await shown();
  expect(stripVTControlCharacters(output).split('\n')).toEqual(
    expect.arrayContaining([
      line('at', 'after', 'event', 'what'),
      line('2026-01-31T09:30:00.000Z', '', 'accepted', '2 accepted'),
      line(
        '2026-01-31T09:30:00.500Z',
        String.raw`\+500 ms`,
        'returned',
        String.raw`item 1, delivery 1: TimeoutError: \\u001b\[2J`,
      ),
      line('2026-01-31T09:30:06.000Z', String.raw`\+5\.5 s`, 'saved', '2 items created, up to delivery 2'),
    ]),
  );
  expect(output).not.toContain('\u001B[2J');
});

it.each([0, 30, 60, 80])('cuts no word of a story off at %d columns', async (columns) => {
  const { display, shown } = createDisplay(columns);
  display.story([
    { at: '2026-01-31T09:30:00.000Z', event: 'accepted', accepted: 2 },
    {
      at: '2026-01-31T09:30:01.000Z',
      event: 'retried',
      submissionId: 'c2bfd41c-ae69-5150-9083-23dfb680e34d',
    },
    { at: '2026-01-31T09:30:06.000Z', event: 'completed', status: 'completed_with_errors' },
  ]);

  const output = stripVTControlCharacters(await shown());
  expect(output).not.toContain('…');
  expect(output.split('\n')).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/accepted +2 accepted$/),
      expect.stringMatching(/retried +by c2bfd41c-ae69-5150-9083-23dfb680e34d$/),
      expect.stringMatching(/completed +completed_with_errors$/),
    ]),
  );
});

it('takes a terminal of 0 columns for one of 80', async () => {
  const [unknown, usual] = [0, 80].map((columns) => createDisplay(columns));
  [unknown, usual].forEach((one) => one?.display.rows([{ name: 'x '.repeat(60) }], ['name']));

  expect(await unknown?.shown()).toBe(await usual?.shown());
});

it('names each cell on a line of its own where a table would cut words off', async () => {
  const { display, shown } = createDisplay(40);
  display.rows(
    [{ sku: 'A'.repeat(20), name: '', id: '567265d6-bb33-5b8a-9d49-c9a64e03d3a3' }],
    ['sku', 'name', 'id'],
  );

  expect(stripVTControlCharacters(await shown())).toBe(
    `sku  ${'A'.repeat(20)}\nid  567265d6-bb33-5b8a-9d49-c9a64e03d3a3\n\n`,
  );
});

it('lists as many rows as are asked for', async () => {
  const { display, shown } = createDisplay();
  display.rows(
    Array.from({ length: 200_000 }, (_, n) => ({ sku: n })),
    ['sku'],
  );

  expect((await shown()).match(/^.*sku/gm)).toHaveLength(200_000);
});

it('draws one bar for each step, and leaves it', async () => {
  const { display, shown } = createDisplay();
  display.bytes('uploading', 1_000_000, 4_000_000);
  display.bytes('uploading', 4_000_000, 4_000_000);
  display.progress(importOf({ status: 'processing', counts: { saved: 40, failed: 2, pending: 8 } }), 100);
  display.stop();

  const output = stripVTControlCharacters(await shown());
  expect(output).toMatch(/uploading █{16} 4\.0 MB of 4\.0 MB/);
  expect(output).toMatch(/saving █{7}░{9} 42 of 50 rows {2}saved 40 {2}failed 2/);
  expect(output.match(/\n/g)).toHaveLength(2);
});

it('shows the outcome', async () => {
  const { display, shown } = createDisplay();
  const state = importOf({ status: 'completed_with_errors', counts: { saved: 1200, rejected: 3 } });
  const example = { line: 1204, sku: 'A', pointer: '/price', detail: 'is not a number' };
  const issues = [{ code: 'WRONG_TYPE', severity: 'error' as const, count: 3, example }];
  display.outcome({ import: state, exitCode: 1, issues });

  const output = stripVTControlCharacters(await shown());
  expect(output).toContain('products.csv: completed with errors, 1,200 saved of 1,203.');
  expect(output).toMatch(/saved\s*│\s*1,200/);
  expect(output).toMatch(/total\s*│\s*1,203/);
  expect(output).not.toContain('superseded');
  expect(output).toMatch(/WRONG_TYPE\s*│\s*3\s*│\s*line 1,204: price is not a number/);
});
