import { expect, it } from 'vitest';
import { importOf } from '../testing/import-of.ts';
import { createPlainDisplay } from './plain-display.ts';

function createDisplay() {
  const clock = { ms: 0 };
  const written: string[] = [];
  const output = { write: (line: string) => written.push(line) > 0 };
  const display = createPlainDisplay(output, () => clock.ms);
  return { display, clock, written };
}

it('prints a line every 5 s', () => {
  const { display, clock, written } = createDisplay();
  for (; clock.ms <= 12_000; clock.ms += 500) {
    display.bytes('uploading', clock.ms * 1000, 20_000_000);
  }

  expect(written).toEqual([
    'uploading  5.0 MB of 20.0 MB  1.0 MB/s  ETA 15 s\n',
    'uploading  10.0 MB of 20.0 MB  1.0 MB/s  ETA 10 s\n',
  ]);
});

it('measures each step for itself', () => {
  const { display, clock, written } = createDisplay();
  display.bytes('uploading', 8_000_000, 8_000_000);
  clock.ms = 20_000;
  display.progress(importOf({ status: 'processing', counts: { saved: 0, pending: 10 } }), 1000);
  clock.ms = 25_000;
  display.progress(importOf({ status: 'processing', counts: { saved: 450, failed: 50, pending: 10 } }), 1000);

  expect(written).toEqual(['500 of 510 rows  100 rows/s  saved 450  failed 50  ETA 5 s\n']);
});

it('counts what a dry run finds valid', () => {
  const { display, clock, written } = createDisplay();
  const state = importOf({ status: 'processing', dryRun: true, counts: { valid: 7, rejected: 1 } });
  display.progress(state, undefined);
  clock.ms = 5000;
  display.progress(state, undefined);

  expect(written).toEqual(['8 of 8 rows  valid 7  failed 1\n']);
});

it('prints rows and records that nothing in them can break', () => {
  const { display, written } = createDisplay();
  display.rows([{ sku: 'A\tB', name: 'x\ny', hidden: 1 }], ['sku', 'name', 'missing']);
  display.record({ name: 'x\u001B[2J' });

  expect(written).toEqual(['A\\u0009B\tx\\u000ay\t\n', 'name\tx\\u001b[2J\n']);
});

it('says that nothing moves, and since when', () => {
  const { display, clock, written } = createDisplay();
  const moves = [0, 0, 0, 100, 100];
  for (const saved of moves) {
    display.progress(importOf({ status: 'processing', counts: { saved, pending: 500 - saved } }), 500);
    clock.ms += 5000;
  }

  expect(written).toEqual([
    '0 of 500 rows  saved 0  failed 0  no change for 5 s: in the queue, or waiting for a missing product\n',
    '0 of 500 rows  saved 0  failed 0  no change for 10 s: in the queue, or waiting for a missing product\n',
    '100 of 500 rows  7 rows/s  saved 100  failed 0  ETA 1 min 0 s\n',
    expect.stringContaining(
      'saved 100  failed 0  no change for 5 s: in the queue, or waiting for a missing product\n',
    ) as string,
  ]);
});

it('counts the ignored columns that it leaves out', () => {
  const { display, written } = createDisplay();
  const ignored = Array.from({ length: 200 }, (_, n) => ({ column: `c${n}`, reason: 'is not a known name' }));
  display.plan({
    fileName: 'products.csv',
    size: 100,
    format: { kind: 'csv', compression: 'none', encoding: 'utf-8', delimiter: ',' },
    mapping: {},
    guesses: [...ignored, { column: 'Title', field: 'name', reason: 'is a known name' }],
    notes: [],
    firstItems: [],
  });

  expect(written).toHaveLength(1 + 20 + 1 + 1);
  expect(written.slice(-3)).toEqual([
    '  c19 -> ignored (is not a known name)\n',
    '  Title -> name (is a known name)\n',
    '  and 180 others -> ignored (--json lists them)\n',
  ]);
});
