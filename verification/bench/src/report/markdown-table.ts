import type { Cell, Table } from '../results/findings.ts';
import { figure } from './figure.ts';

/** Renders a table, with right-aligned columns of numbers. */
export function markdownTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  const isNumeric = columns.map((_, n) => rows.every((row) => typeof row[n] !== 'string'));
  return [
    line(columns.map(escaped)),
    line(isNumeric.map((numeric) => (numeric ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(textOf))),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function textOf(cell: Cell): string {
  if (cell === null) {
    return '–';
  }
  return typeof cell === 'number' ? figure(cell) : escaped(cell);
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
