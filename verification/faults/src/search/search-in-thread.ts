import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SearchResult } from './search-histories.ts';

/** Searches in a thread of its own, because a history replaces the clock of its whole thread. */
export async function searchInThread(script: URL, workerData: unknown): Promise<SearchResult> {
  const worker = new Worker(script, { workerData });
  const [result] = (await once(worker, 'message')) as [SearchResult];
  await worker.terminate();
  return result;
}
