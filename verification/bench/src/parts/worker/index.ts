import { startCloud } from '../../cloud/start-cloud.ts';
import { measureVsBaseline } from '../../handlers/vs-baseline.ts';
import { cpuRatiosOf, effortChart, effortSamples, effortTable } from '../../handlers/vs-baseline-findings.ts';
import { peakMemoryTable } from '../../handlers/peak-memory.ts';
import type { Part, RunContext } from '../../part.ts';
import { profileHandler } from '../../profiling/profile-handler.ts';
import type { Findings } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';
import { messagesOf, queueEvent } from '../../workload/events.ts';
import { productsFrom } from '../../workload/products.ts';

const APP = 'ProductSaverWorker';
/** The products in a batch that the target is for. */
const TARGET_BATCH = 100;

const ROUNDS = 7;
const QUICK_ROUNDS = 3;

const BATCHES = new Map([
  [1, 100],
  [10, 30],
  [100, 5],
  [1000, 1],
]);

const QUICK_BATCHES = new Map([[TARGET_BATCH, 2]]);

const MAX_CPU_RATIO = 1.25;

const PROFILED_BATCHES = 20;
const QUICK_PROFILED_BATCHES = 1;

let next = 0;

/** Builds a batch that is one whole submission. */
function newBatch(size: number): unknown {
  next += size;
  return queueEvent(messagesOf(productsFrom(next, size)));
}

/** Builds the batches of the profile and of the memory measurement. */
function profiledBatches(quick: boolean): unknown[] {
  const length = quick ? QUICK_PROFILED_BATCHES : PROFILED_BATCHES;
  return Array.from({ length }, () => newBatch(TARGET_BATCH));
}

async function run({ quick, progress }: RunContext): Promise<Findings> {
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  const eventsBySize = quick ? QUICK_BATCHES : BATCHES;
  progress.start('Worker', eventsBySize.size * rounds * 2);
  await using cloud = await startCloud({ draining: false });
  const measured = await measureVsBaseline({
    app: APP,
    cloud,
    newEvent: newBatch,
    eventsBySize,
    rounds,
    onMeasured: progress.step,
  });
  return {
    targets: [
      sampledTarget(
        {
          name: `CPU time per product, against the baseline, in batches of ${TARGET_BATCH}`,
          bound: 'at most',
          limit: MAX_CPU_RATIO,
          unit: '×',
        },
        cpuRatiosOf(measured.find(({ size }) => size === TARGET_BATCH)!),
      ),
    ],
    tables: [
      effortTable('A batch of the queue', measured),
      await peakMemoryTable(APP, cloud, () => profiledBatches(quick)),
    ],
    charts: [effortChart('worker-cpu', 'The worker against the same calls alone', measured)],
    profiles: await profileHandler(APP, cloud.environments[APP] ?? {}, profiledBatches(quick)),
    samples: effortSamples(measured),
  };
}

export const worker: Part = {
  name: 'worker',
  title: 'Worker',
  method: `The worker’s bundle against a baseline: a handler that makes the very calls that ours makes for such a batch, as recorded on the wire, with the same clients and as many at once, and nothing
else; no parsing, no checks, no report, no logs. Each is a process on one core, with Lambda’s flags, that gets one batch after the other, in turn; a batch is one submission. CPU time is that
of all of the process’s threads. Wall time is mostly the emulators’. Of memory, V8’s young generation takes what Lambda’s flags let it: a tenth of what the
function is given.`,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/lib-dynamodb'],
  run,
};
