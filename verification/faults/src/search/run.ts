import { availableParallelism } from 'node:os';
import { loadSearchOptions } from '../config.ts';
import { searchInThread } from './search-in-thread.ts';

const THREAD = new URL('search-thread.ts', import.meta.url);

const DEFAULT_RUNS = 3000;

const { runs, seed } = loadSearchOptions(DEFAULT_RUNS);
const threads = availableParallelism();
const startedAt = performance.now();

const searches = Array.from({ length: threads }, (_, n) => ({
  seed: seed + n,
  runs: Math.floor(runs / threads) + Number(n < runs % threads),
}));
console.log(searches.map((search) => `seed ${search.seed}: ${search.runs} histories`).join('\n'));
const results = await Promise.all(searches.map((search) => searchInThread(THREAD, search)));

const violating = results.flatMap((result) => result.violating);
for (const { violations, injected, ...replay } of violating) {
  console.log(`\nFAULT_SEED=${replay.seed} FAULT_PATH=${replay.path}`);
  console.log([...violations, ...injected.map((fault) => `  ${fault}`)].join('\n'));
}
const histories = results.reduce((sum, result) => sum + result.histories, 0);
const seconds = (performance.now() - startedAt) / 1000;
console.log(`\n${histories} histories in ${seconds.toFixed(0)} s, violating: ${violating.length}`);
process.exitCode = Math.min(violating.length, 1);
