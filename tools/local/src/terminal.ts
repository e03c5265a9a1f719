import { styleText } from 'node:util';
import type { Report } from '@async-catalog/client';
import { SingleBar } from 'cli-progress';
import Table from 'cli-table3';

type Output = NodeJS.WriteStream;
type Row = readonly (string | number)[];

/** Creates the output: bars, tables and colour on a terminal, plain lines in a pipe. */
export function createTerminal(output: Output) {
  const print = (line: string) => output.write(`${line}\n`);
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    styleText(format, text, { stream: output });

  function table(head: readonly string[], rows: readonly Row[]): void {
    if (!output.isTTY) {
      rows.forEach((row) => print(`  ${row.join('  ')}`));
      return;
    }
    const drawn = new Table({
      head: head.map((title) => paint('bold', title)),
      style: { head: [], border: ['dim'], compact: true },
      colAligns: ['left', 'left', 'right', 'right'],
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

    summary({ counts, changes, totals }: Report['summary'], elapsedMs: number): void {
      table(
        ['category', 'currency', 'products', 'price'],
        totals.map(({ category, currency, products, digits, priceInMinorUnits }) => [
          category ?? '(none)',
          currency,
          products,
          (priceInMinorUnits / 10 ** digits).toFixed(digits),
        ]),
      );
      const right = counts.saved + counts.superseded === counts.total;
      const tally = Object.entries(counts)
        .filter(([name, count]) => name !== 'total' && count > 0)
        .map(([name, count]) => `${name} ${count}`);
      const line = `${counts.total} products submitted: ${tally.join(', ')}, in ${(elapsedMs / 1000).toFixed(1)} s`;
      print(paint(right ? 'green' : 'red', line));
      if (changes.created < counts.saved) {
        const effects = Object.entries(changes).filter(([, count]) => count > 0);
        print(paint('dim', `  ${effects.map(([change, count]) => `${change} ${count}`).join(', ')}`));
      }
    },

    places(rows: readonly (readonly [string, string])[]): void {
      const width = Math.max(...rows.map(([name]) => name.length));
      rows.forEach(([name, place]) => print(`  ${paint('dim', name.padEnd(width))}  ${place}`));
    },
  };
}

export type Terminal = ReturnType<typeof createTerminal>;
