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

    /** Shows what the saved products add up to. */
    totals({ totals }: Report['summary']): void {
      table(
        ['category', 'currency', 'products', 'price'],
        totals.map(({ category, currency, products, digits, priceInMinorUnits }) => [
          category ?? '(none)',
          currency,
          products,
          formatAmount(priceInMinorUnits, digits),
        ]),
      );
    },

    /** Shows by how much prices changed, if any did. */
    priceChanges({ priceChanges }: Report['summary']): void {
      if (priceChanges.length > 0) {
        table(
          ['changed', 'currency', 'products', 'price'],
          priceChanges.map(({ currency, products, digits, differenceInMinorUnits: difference }) => [
            'prices',
            currency,
            products,
            `${difference > 0 ? '+' : ''}${formatAmount(difference, digits)}`,
          ]),
        );
      }
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

    places(rows: readonly (readonly [string, string])[]): void {
      const width = Math.max(...rows.map(([name]) => name.length));
      rows.forEach(([name, place]) => print(`  ${paint('dim', name.padEnd(width))}  ${place}`));
    },
  };
}

function formatAmount(minorUnits: number, digits: number): string {
  return (minorUnits / 10 ** digits).toFixed(digits);
}

function tally(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

export type Terminal = ReturnType<typeof createTerminal>;
