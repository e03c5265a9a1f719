import { availableParallelism } from 'node:os';
import Table from 'cli-table3';
import pMap from 'p-map';
import { loadSearchOptions } from '../config.ts';
import { MUTATIONS } from './mutations.ts';
import { tryMutation } from './try-mutation.ts';

/** Most mutations are noticed within fifty. */
const DEFAULT_RUNS = 5000;

const { runs, seed } = loadSearchOptions(DEFAULT_RUNS);
const words = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);

const startedAt = performance.now();
const trials = await pMap(chosen, (mutation) => tryMutation(mutation, { runs, seed }), {
  concurrency: availableParallelism(),
});

const table = new Table({
  head: ['mutation', 'verdict', 'invariant', 'histories', 'also noticed by'],
  wordWrap: true,
  colWidths: [50, 17, 30, 11, 34],
});
table.push(
  ...trials.map(({ mutation, verdict, histories, alsoNoticedBy }) => [
    mutation.name,
    verdict,
    mutation.noticedBy,
    histories,
    alsoNoticedBy.join('\n'),
  ]),
);
console.log(table.toString());
const failed = trials.filter(({ verdict }) => verdict !== 'noticed');
const seconds = (performance.now() - startedAt) / 1000;
console.log(
  `FAULT_SEED=${seed}: ${trials.length - failed.length} of ${trials.length} mutations noticed in ${seconds.toFixed(0)} s`,
);
process.exitCode = Math.min(failed.length, 1);
