import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Findings } from './look-for-bad.ts';

/** Searches in a thread of its own: the clock that histories replace is a thread's own too. */
export async function inWorker(script: URL, workerData: unknown): Promise<Findings> {
  const worker = new Worker(script, { workerData });
  const [findings] = (await once(worker, 'message')) as [Findings];
  await worker.terminate();
  return findings;
}
