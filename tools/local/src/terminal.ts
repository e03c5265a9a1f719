import { styleText } from 'node:util';
import type { Report } from '@async-catalog/client';
import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import { summarize } from './summarize.ts';

type Output = NodeJS.WriteStream;
type Row = readonly (string | number)[];

/** With a row for the others and the heading, ten rows. */
const MOST_CURRENCIES = 8;

/** Creates the output: bars, tables and colour on a terminal, plain lines in a pipe. */
export function createTerminal(output: Output) {
  const print = (line: string) => output.write(`${line}\n`);
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: output });

  function table(head: readonly string[], rows: readonly Row[]): void {
    if (!output.isTTY) {
      rows.forEach((row) => print(`  ${row.join('  ')}`.trimEnd()));
      return;
    }
    const drawn = new Table({
      head: head.map((title) => paint('bold', title)),
      style: { head: [], border: ['dim'], compact: true },
      colAligns: ['left', 'right', 'right', 'right'],
    });
    drawn.push(...rows.map((row) => [...row]));
    print(drawn.toString());
  }

  return {
    print,

    /** Shows a progress bar, on a terminal only; `stop` leaves it visible. */
    progress(title: string, total: number): { update: (done: number) => void; stop: () => void } {
      if (!output.isTTY) {
        print(`${title}: ${total}`);
        return { update: () => {}, stop: () => {} };
      }
      const bar = new SingleBar({
        format: `${title} ${paint('cyan', '{bar}')} {value}/{total}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        stream: output,
      });
      bar.start(total, 0);
      return { update: (done) => bar.update(done), stop: () => bar.stop() };
    },

    /** Shows what the saved products add up to, and by how much an update changed that, in ten rows at most. */
    sums(saved: Report['summary'], update: Report['summary']): void {
      table(
        ['currency', 'products', 'sum of prices', 'then changed by'],
        summarize(saved.totals, update.priceChanges, MOST_CURRENCIES),
      );
    },

    /** Says how many products were saved, and what that changed as far as it is known and not only new products. */
    outcome({ counts, changes }: Report['summary'], elapsedMs: number): void {
      const right = counts.saved + counts.superseded === counts.total;
      const { total, ...outcomes } = counts;
      const line = `${total} products submitted: ${tally(outcomes)}, in ${(elapsedMs / 1000).toFixed(1)} s`;
      print(paint(right ? 'green' : 'red', line));
      const effects = tally(changes);
      if (effects !== '' && changes.created < counts.saved) {
        print(paint('dim', `  ${effects}`));
      }
    },

    /** Shows commands, each in a line of its own to be pasted. */
    commands(title: string, lines: readonly string[]): void {
      print(`\n${paint('bold', title)}`);
      lines.forEach((line) => print(`  ${line}`));
    },

    /** Says which fault is in effect. */
    fault(name: string, effect: string): void {
      print(paint('yellow', `Fault ${name}: ${effect}, until this run ends. Its drill: docs/drills.md`));
    },

    /** Says what follows its source now, and which files changed. */
    followed(names: readonly string[], files: readonly string[], elapsedMs: number): void {
      const [file = 'first build', ...others] = files;
      const why = others.length > 0 ? `${file} and ${others.length} more` : file;
      print(`${paint('green', 'Updated')} ${names.join(', ')} in ${(elapsedMs / 1000).toFixed(1)} s: ${why}`);
    },

    /** Says what is wrong with the source, and what keeps its code because of it. */
    notFollowed(problem: string, names: readonly string[]): void {
      print(paint('red', problem));
      if (names.length > 0) {
        print(paint('dim', `  ${names.join(', ')}: the code before goes on`));
      }
    },

    places(rows: readonly (readonly [string, string])[]): void {
      const width = Math.max(...rows.map(([name]) => name.length));
      print('');
      rows.forEach(([name, place]) => print(`  ${paint('dim', name.padEnd(width))}  ${place}`));
    },
  };
}

function tally(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

export type Terminal = ReturnType<typeof createTerminal>;
