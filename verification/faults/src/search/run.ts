import { availableParallelism } from 'node:os';
import { loadSearch } from '../config.ts';
import { inWorker } from './in-worker.ts';

const SEARCHER = new URL('searcher.ts', import.meta.url);

const USUAL_RUNS = 3000;

const { runs, seed } = loadSearch(USUAL_RUNS);
const threads = availableParallelism();
const began = performance.now();

const searches = Array.from({ length: threads }, (_, n) => ({
  seed: seed + n,
  runs: Math.floor(runs / threads) + Number(n < runs % threads),
}));
console.log(searches.map((search) => `seed ${search.seed}: ${search.runs} histories`).join('\n'));
const findings = await Promise.all(searches.map((search) => inWorker(SEARCHER, search)));

const bad = findings.flatMap((found) => found.bad);
for (const { untruths, happened, ...place } of bad) {
  console.log(`\nFAULT_SEED=${place.seed} FAULT_PATH=${place.path}`);
  console.log([...untruths, ...happened.map((what) => `  ${what}`)].join('\n'));
}
const lived = findings.reduce((sum, { livedThrough }) => sum + livedThrough, 0);
const seconds = (performance.now() - began) / 1000;
console.log(`\n${lived} histories in ${seconds.toFixed(0)} s, ${bad.length} of them bad`);
process.exitCode = Math.min(bad.length, 1);
