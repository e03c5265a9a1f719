import { PassThrough } from 'node:stream';
import type { Report } from '@async-catalog/client';
import { describe, expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

const counts = { total: 3, saved: 3, superseded: 0, failed: 0, rejected: 0, cancelled: 0, pending: 0 };
const noChanges = { created: 0, updated: 0, unchanged: 0, deleted: 0 };

/** Collects what is printed, in a pipe or on a terminal. */
function printed(
  print: (terminal: ReturnType<typeof createTerminal>) => void,
  { isTTY = false }: { isTTY?: boolean } = {},
): string {
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

  it('shows price changes with a sign and the digits of the currency', () => {
    const priceChanges = [
      { currency: 'EUR', products: 2, digits: 2, differenceInMinorUnits: -460 },
      { currency: 'JPY', products: 1, digits: 0, differenceInMinorUnits: 100 },
      { currency: 'KWD', products: 1, digits: 3, differenceInMinorUnits: 5 },
    ];

    expect(printed((terminal) => terminal.priceChanges(summary({ priceChanges })))).toBe(
      '  prices  EUR  2  -4.60\n  prices  JPY  1  +100\n  prices  KWD  1  +0.005\n',
    );
    expect(printed((terminal) => terminal.priceChanges(summary({})))).toBe('');
  });

  it('draws a table on a terminal', () => {
    const priceChanges = [{ currency: 'EUR', products: 2, digits: 2, differenceInMinorUnits: -460 }];

    expect(
      printed((terminal) => terminal.priceChanges(summary({ priceChanges })), { isTTY: true }),
    ).toContain('┌');
  });
});
