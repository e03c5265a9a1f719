import { checkJson } from '@async-catalog/create-product-processor/check-json';
import { measureInTurn } from '../../measuring/in-turn.ts';
import { percentile } from '../../measuring/statistics.ts';
import type { Part, RunContext } from '../../part.ts';
import type { Findings } from '../../results/findings.ts';
import { INPUTS } from './inputs.ts';

const ROUNDS = 9;
const QUICK_ROUNDS = 3;
/** The kernel counts CPU time in steps of up to 4 ms: several runs make one measurement. */
const RUNS = 5;
const QUICK_RUNS = 1;
const LIMIT_MS = 15;

function measureCpuMs(work: () => unknown, runs: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let count = 0; count < runs; count += 1) {
    work();
  }
  const { user, system } = process.threadCpuUsage(before);
  return Promise.resolve((user + system) / 1000 / runs);
}

async function run({ quick, progress }: RunContext): Promise<Findings> {
  const [rounds, runs] = quick ? [QUICK_ROUNDS, QUICK_RUNS] : [ROUNDS, RUNS];
  progress.start('JSON check', INPUTS.size * 2 * rounds);
  const contenders = [...INPUTS].flatMap(([name, text]) => [
    { name, measure: () => measureCpuMs(() => checkJson(text), runs) },
    { name: `JSON.parse, ${name}`, measure: () => measureCpuMs(() => JSON.parse(text) as unknown, runs) },
  ]);
  const samples = await measureInTurn(contenders, rounds, (name) => progress.step(name));
  // Whatever else the machine does only adds to the time.
  const bestOf = (name: string): number => percentile(samples.get(name) ?? [], 0);
  return {
    targets: [
      {
        name: 'check of the costliest MiB of JSON',
        bound: 'at most',
        limit: LIMIT_MS,
        value: Math.max(...[...INPUTS.keys()].map(bestOf)),
        unit: 'ms',
      },
    ],
    tables: [
      {
        title: 'CPU time for a MiB of JSON',
        columns: ['text', 'check, ms', 'JSON.parse, ms'],
        rows: [...INPUTS.keys()].map((name) => [name, bestOf(name), bestOf(`JSON.parse, ${name}`)]),
      },
    ],
    charts: [],
    profiles: [],
    samples: Object.fromEntries(Array.from(samples, ([name, all]) => [name, [...all]])),
  };
}

export const json: Part = {
  name: 'json',
  title: 'JSON check',
  method:
    'CPU time of the intake’s check of a MiB of JSON that is made to be costly, with `JSON.parse` of the same text for comparison; the best of the rounds.',
  ifMissed: 'Read small tokens without a call for each.',
  standalone: true,
  packages: [],
  run,
};
