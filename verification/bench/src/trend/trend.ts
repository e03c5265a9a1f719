import { z } from 'zod';

/** A figure that counts what a product costs, so that less is better. */
export interface Figure {
  /** With its unit. Unique. */
  readonly name: string;
  readonly value: number;
  /** The share by which it may differ from what was accepted: what it differs by without a reason, and at least 5 %. */
  readonly tolerance: number;
}

/** Accepted figures, by name. */
export const Trend = z.record(z.string(), z.number());
export type Trend = z.infer<typeof Trend>;

/** A figure beside what was accepted. */
export interface Comparison {
  readonly name: string;
  readonly before: number | undefined;
  readonly now: number | undefined;
  /** `same` within the tolerance, `new` if none was accepted, `missing` if it is no longer measured. */
  readonly verdict: 'same' | 'worse' | 'better' | 'new' | 'missing';
}

/** Compares each figure that was accepted or measured, the measured ones first. */
export function compare(accepted: Trend, measured: readonly Figure[]): Comparison[] {
  const names = new Set(measured.map(({ name }) => name));
  return [
    ...measured.map(({ name, value, tolerance }): Comparison => {
      const before = accepted[name];
      const verdict = before === undefined ? 'new' : verdictOn(value, before, tolerance);
      return { name, before, now: value, verdict };
    }),
    ...Object.entries(accepted)
      .filter(([name]) => !names.has(name))
      .map(([name, before]): Comparison => ({ name, before, now: undefined, verdict: 'missing' })),
  ];
}

function verdictOn(value: number, before: number, tolerance: number): Comparison['verdict'] {
  const change = value - before;
  if (change === 0 || Math.abs(change) < before * tolerance) {
    return 'same';
  }
  return change > 0 ? 'worse' : 'better';
}

/**
 * Makes the trend to accept: what was measured, but of a figure that is the same, what was accepted before, so that the
 * file changes only where something did.
 */
export function acceptedTrend(comparisons: readonly Comparison[]): Trend {
  return Object.fromEntries(
    comparisons.flatMap(({ name, now }) => {
      return now === undefined ? [] : [[name, now]];
    }),
  );
}

/** Writes a trend as JSON, with a line for each figure, of five significant digits or all before the point. */
export function trendText(trend: Trend): string {
  const rounded = Object.entries(trend).map(([name, value]) => [
    name,
    value >= 10_000 ? Math.round(value) : Number(value.toPrecision(5)),
  ]);
  return `${JSON.stringify(Object.fromEntries(rounded), undefined, 2)}\n`;
}

/** Writes a table of the comparisons for the terminal. */
export function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = [
    ['figure', 'before', 'now', 'change', ''],
    ...comparisons.map(({ name, before, now, verdict }) => [
      name,
      textOf(before),
      textOf(now),
      before === undefined || now === undefined ? '' : changeText(now / before - 1),
      verdict === 'same' ? '' : verdict,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function textOf(value: number | undefined): string {
  return value?.toLocaleString('en-US', { maximumSignificantDigits: 5 }) ?? '–';
}

function changeText(share: number): string {
  return share.toLocaleString('en-US', {
    style: 'percent',
    minimumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
}
