import { APPS } from '../../bundling/apps.ts';
import { bundleLike } from '../../bundling/bundle-like.ts';
import type { RecordedCall } from '../../cloud/recorded-call.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import { startHandler } from '../../handlers/start-handler.ts';
import type { Part, RunContext } from '../../part.ts';
import { profileHandler } from '../../profiling/profile-handler.ts';
import { createTemporaryDirectory } from '../../temporary-directory.ts';
import { findingsOf } from './findings-of.ts';
import { type BatchEfforts, measureBatches, newBatch } from './measure.ts';

const APP = 'ProductSaverWorker';
const BARE = new URL('../../bare/table-queue-bucket.ts', import.meta.url);

const ROUNDS = 7;
const QUICK_ROUNDS = 1;

/** Batches in a round, by size: enough for a CPU time that can be measured. */
const BATCHES = new Map([
  [1, 100],
  [10, 30],
  [100, 5],
  [1000, 1],
]);

const PROFILED_BATCHES = 10;

async function run({ quick, progress }: RunContext) {
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  progress.start('Worker', BATCHES.size * rounds * 2);
  const calls = await recordCalls();
  await using cloud = await startCloud({ draining: false });
  const environment = cloud.environments[APP] ?? {};
  await using directory = await createTemporaryDirectory();
  const bareBundle = await bundleLike(APP, BARE, directory.path);
  const measured: BatchEfforts[] = [];
  for (const [batchSize, batches] of BATCHES) {
    // Fresh ones for each size, so that each has its own peak of memory.
    await using ours = await startHandler(APPS[APP].bundle, environment);
    await using bare = await startHandler(bareBundle, environment);
    const options = { batchSize, batches, rounds, calls: calls.get(batchSize) ?? [], ours, bare };
    measured.push(await measureBatches({ ...options, onMeasured: progress.step }));
  }
  const profiledEvents = Array.from({ length: PROFILED_BATCHES }, () => newBatch(100));
  return findingsOf(measured, await profileHandler(APP, environment, profiledEvents));
}

/** What our worker asks of other services for one batch, by its size. */
async function recordCalls(): Promise<ReadonlyMap<number, readonly RecordedCall[]>> {
  await using cloud = await startCloud({ draining: false, counting: true });
  await using handler = await startHandler(APPS[APP].bundle, cloud.environments[APP] ?? {});
  const calls = new Map<number, readonly RecordedCall[]>();
  for (const batchSize of BATCHES.keys()) {
    await cloud.takeCalls();
    await handler.call('handle', [newBatch(batchSize)]);
    calls.set(batchSize, await cloud.takeCalls());
  }
  return calls;
}

export const worker: Part = {
  name: 'worker',
  title: 'Worker',
  method: `The worker’s bundle against a bare loop: a handler that makes the very calls that ours makes for such a batch, as recorded on the wire, with the same clients and as many at once, and nothing
else; no parsing, no checks, no report, no logs. Each is a process on one core that gets one batch after the other, in turn; a batch is one submission. CPU time is that of all of the
process’s threads. Wall time is mostly the emulators’.`,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-s3', '@aws-sdk/lib-dynamodb'],
  run,
};
