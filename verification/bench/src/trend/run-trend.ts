import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { measureFigures } from './measure-figures.ts';
import { acceptedTrend, compare, comparisonTable, Trend, trendText } from './trend.ts';

/**
 * Measures the figures of the trend and prints them beside those that were accepted. Resolves to whether they are the
 * same. A better one isn't, because what was won could be lost again unseen if the old figure stayed in the file.
 * @param file The accepted figures, as JSON. @param accept Writes the file anew.
 */
export async function runTrend(file: string, { accept }: { readonly accept: boolean }): Promise<boolean> {
  const accepted = existsSync(file) ? Trend.parse(JSON.parse(await readFile(file, 'utf8'))) : {};
  const comparisons = compare(accepted, await measureFigures());
  process.stdout.write(`${comparisonTable(comparisons)}\n`);
  if (accept) {
    await writeFile(file, trendText(acceptedTrend(comparisons)));
    return true;
  }
  const isSame = comparisons.every(({ verdict }) => verdict === 'same');
  if (!isSame) {
    process.stdout.write('To accept what has changed: npx --yes pnpm@12 bench trend --accept\n');
  }
  return isSame;
}
