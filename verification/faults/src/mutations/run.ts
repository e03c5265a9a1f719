import { availableParallelism } from 'node:os';
import pMap from 'p-map';
import { loadSearchOptions } from '../config.ts';
import { MUTATIONS } from './mutations.ts';
import { type MutationTrial, tryMutation } from './try-mutation.ts';

/** Number of histories to try. Most mutations are noticed within fifty. */
const DEFAULT_RUNS = 5000;

const { runs, seed } = loadSearchOptions(DEFAULT_RUNS);
const words = process.argv.slice(2);
const chosen = MUTATIONS.filter(
  ({ name }) => words.length === 0 || words.some((word) => name.includes(word)),
);

const startedAt = performance.now();
const trials = await pMap(
  chosen,
  async (mutation) => {
    const trial = await tryMutation(mutation, { runs, seed });
    console.log(describe(trial));
    return trial;
  },
  { concurrency: availableParallelism() },
);

function describe({ mutation, verdict, histories, alsoNoticedBy }: MutationTrial): string {
  const also = alsoNoticedBy.length > 0 ? `, also by ${alsoNoticedBy.join(', ')}` : '';
  return `${verdict}: ${mutation.name} (by ${mutation.noticedBy} in ${histories} histories${also})`;
}

const noticed = trials.filter(({ verdict }) => verdict === 'noticed');
const seconds = (performance.now() - startedAt) / 1000;
console.log(
  `FAULT_SEED=${seed}: ${noticed.length} of ${trials.length} mutations noticed in ${seconds.toFixed(0)} s`,
);
process.exitCode = Number(noticed.length < trials.length);
