import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import Table from 'cli-table3';
import { searchParameters } from '../config.ts';
import type { Verdict } from './mutant.ts';
import { type Mutation, MUTATIONS } from './mutations.ts';

const { numRuns: runs = 1, seed = 1 } = searchParameters();
const wanted = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);

async function tryOut(mutation: Mutation): Promise<Verdict> {
  const worker = new Worker(new URL('mutant.ts', import.meta.url), { workerData: { mutation, runs, seed } });
  const [verdict] = (await once(worker, 'message')) as [Verdict];
  await worker.terminate();
  return verdict;
}

/** Breaks the product in each of the listed ways, one at a time, in memory; exits 1 if one goes unnoticed, or is noticed by another invariant. */
const table = new Table({
  head: ['broken on purpose', 'noticed by', 'histories', 'path'],
  wordWrap: true,
  colWidths: [50, 34, 11, 8],
});
let unnoticed = 0;
for (const mutation of chosen) {
  const { histories, found } = await tryOut(mutation);
  const names = [
    ...new Set(
      found?.untruths.map((untruth) => untruth.replace(/^after the .* redrive, /, '').split(':')[0]),
    ),
  ];
  const noticed = names.includes(mutation.noticedBy);
  unnoticed += Number(!noticed);
  table.push([
    mutation.name,
    noticed ? names.join(', ') : `UNNOTICED by ${mutation.noticedBy} (${names.join(', ')})`,
    histories,
    found?.path ?? '',
  ]);
}
console.log(table.toString());
console.log(`seed ${seed}`);
process.exitCode = Math.min(unnoticed, 1);
