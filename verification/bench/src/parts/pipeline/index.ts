import { execFileSync } from 'node:child_process';
import type { Part, RunContext } from '../../part.ts';
import type { Findings } from '../../results/findings.ts';
import { findingsOf } from './findings-of.ts';
import { BATCH, type PipelineRun, runPipeline } from './run-pipeline.ts';

/** Number of runs, by the number of products. The last takes as long as all others together. */
const RUNS = new Map([
  [1000, 5],
  [10_000, 5],
  [100_000, 1],
]);
const QUICK_RUNS = new Map([
  [1000, 2],
  [2000, 1],
]);

async function run({ quick, progress }: RunContext): Promise<Findings> {
  const plan = quick ? QUICK_RUNS : RUNS;
  progress.start(
    'Pipeline',
    [...plan.values()].reduce((sum, runs) => sum + runs, 0),
  );
  const measured: PipelineRun[][] = [];
  for (const [products, runs] of plan) {
    const ofSize: PipelineRun[] = [];
    for (let n = 0; n < runs; n += 1) {
      ofSize.push(await runPipeline(products));
      progress.step(`${products} products`);
    }
    measured.push(ofSize);
  }
  return findingsOf(measured, emptyProcessBytes());
}

/** Measures Node's memory without a function, which all instances on the embedded cloud share. */
function emptyProcessBytes(): number {
  const script = 'process.stdout.write(String(process.memoryUsage.rss()))';
  return Number(execFileSync(process.execPath, ['-e', script]));
}

export const pipeline: Part = {
  name: 'pipeline',
  title: 'Whole pipeline',
  method: `Products in batches of ${BATCH} through everything, on an embedded cloud that is new for each run: API, processor, queue, worker, tables, reports; from the first request until the last
submission says that its report can be read. All of it shares this machine’s cores with the emulators, so the rate is the emulators’; what counts is that it stays the same. The memory of an
instance is the most that V8’s heap, and what it holds outside of it, was seen to take (every 100 ms), and an empty Node process.`,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/client-sqs', 'hono'],
  run,
};
