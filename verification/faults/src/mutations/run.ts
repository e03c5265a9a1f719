import { availableParallelism } from 'node:os';
import Table from 'cli-table3';
import pMap from 'p-map';
import { loadSearch } from '../config.ts';
import { inWorker } from '../search/in-worker.ts';
import { noticedBy, type Findings } from '../search/look-for-bad.ts';
import type { Mutation } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const MUTANT = new URL('mutant.ts', import.meta.url);

/** Most mutations are noticed within fifty. */
const MOST_RUNS = 5000;

const { runs, seed } = loadSearch(MOST_RUNS);
const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);

/** Breaks the product in each of the listed ways, one at a time, in memory; exits 1 if the invariant that has to notice one doesn't. */
const verdicts = await pMap(
  chosen,
  (mutation) => inWorker(MUTANT, { mutation, search: { runs, seed, until: mutation.noticedBy } }),
  { concurrency: availableParallelism() },
);

function rowOf({ name, noticedBy: invariant }: Mutation, { livedThrough, bad }: Findings) {
  const noticing = bad.find(({ untruths }) => noticedBy(untruths).has(invariant));
  const others = new Set(bad.flatMap(({ untruths }) => [...noticedBy(untruths)]));
  others.delete(invariant);
  return {
    noticed: noticing !== undefined,
    cells: [
      name,
      noticing === undefined ? `NOT ${invariant}` : invariant,
      livedThrough,
      [...others].join('\n'),
    ],
  };
}

const rows = chosen.map((mutation, n) => rowOf(mutation, verdicts[n] ?? { livedThrough: 0, bad: [] }));
const table = new Table({
  head: ['broken on purpose', 'noticed by', 'histories', 'up to there also by'],
  wordWrap: true,
  colWidths: [50, 32, 11, 34],
});
table.push(...rows.map(({ cells }) => cells));
console.log(table.toString());
console.log(`FAULT_SEED=${seed}, at most ${runs} histories`);
process.exitCode = Number(rows.some(({ noticed }) => !noticed));
