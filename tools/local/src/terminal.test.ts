import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Report } from '@async-catalog/client';
import { describe, expect, it } from 'vitest';
import { createTerminal, type Terminal } from './terminal.ts';

const counts = { total: 3, saved: 3, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 0 };
const noChanges = { created: 0, updated: 0, unchanged: 0, deleted: 0 };

/** Collects what is printed, in a pipe or on a terminal. */
function printed(print: (terminal: Terminal) => void, { isTTY = false }: { isTTY?: boolean } = {}): string {
  const output = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  print(createTerminal(output as unknown as NodeJS.WriteStream));
  return String(output.read() ?? '');
}

function summary(given: Partial<Report['summary']>): Report['summary'] {
  return {
    status: 'completed',
    counts,
    changes: noChanges,
    durationMs: 1,
    totals: [],
    priceChanges: [],
    ...given,
  };
}

describe('createTerminal', () => {
  it('says what was changed, if not everything is new', () => {
    const changes = { ...noChanges, created: 1, updated: 2 };

    expect(printed((terminal) => terminal.outcome(summary({ changes }), 1200))).toBe(
      '3 products submitted: saved 3, in 1.2 s\n  created 1, updated 2\n',
    );
    expect(
      printed((terminal) => terminal.outcome(summary({ changes: { ...noChanges, created: 3 } }), 1200)),
    ).toBe('3 products submitted: saved 3, in 1.2 s\n');
  });

  it('prints no empty line where no change is known', () => {
    expect(printed((terminal) => terminal.outcome(summary({}), 1200))).toBe(
      '3 products submitted: saved 3, in 1.2 s\n',
    );
  });

  it('sums up in plain lines in a pipe, in a table on a terminal', () => {
    const totals = [{ category: 'tea', currency: 'EUR', products: 2, digits: 2, priceInMinorUnits: 460 }];
    const print = (terminal: Terminal) => terminal.sums(summary({ totals }), summary({}));

    expect(printed(print)).toBe('  EUR  2  4.60\n');
    expect(stripVTControlCharacters(printed(print, { isTTY: true }))).toMatch(
      /^┌.*┐\n│.* sum of prices .*│\n├.*┤\n│ EUR .*│\n└.*┘\n$/,
    );
  });

  it('says what follows its source, and the file that changed or how many', () => {
    const said = [[], ['a.ts'], ['a.ts', 'b.ts', 'c.ts']].map((files) =>
      printed((terminal) => terminal.followed(['CatalogApi', 'FileSplitter'], files, 420)),
    );

    expect(said).toEqual([
      'Updated CatalogApi, FileSplitter in 0.4 s: first build\n',
      'Updated CatalogApi, FileSplitter in 0.4 s: a.ts\n',
      'Updated CatalogApi, FileSplitter in 0.4 s: a.ts and 2 more\n',
    ]);
  });

  it('sums up in ten rows at most, with the heading, however many currencies there are', () => {
    const totals = Array.from({ length: 30 }, (_, index) => ({
      category: null,
      currency: `C${index}`,
      products: 1,
      digits: 2,
      priceInMinorUnits: 1,
    }));

    const table = stripVTControlCharacters(
      printed((terminal) => terminal.sums(summary({ totals }), summary({})), { isTTY: true }),
    );

    expect(table.split('\n').filter((line) => line.startsWith('│'))).toHaveLength(10);
    expect(table).toMatch(/^│ 22 others .* 22 │/m);
  });

  it('prints each command whole on a line of its own', () => {
    const command = `curl -s ${'x'.repeat(200)}`;

    expect(printed((terminal) => terminal.commands('Try:', [command]), { isTTY: true })).toContain(
      `\n  ${command}\n`,
    );
  });
});
