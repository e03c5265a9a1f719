/**
 * Loaded before the API: ends its process when the one that started it is gone. The API notices that itself and ends in order, but not in
 * an endless loop, in which this thread goes on.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const INTERVAL_MS = 1000;

/** Data of the thread below: others load this file too, with theirs. */
const PARENT = 'async-catalog-parent';

if (isMainThread) {
  // Without the flag that loads this.
  new Worker(new URL(import.meta.url), { execArgv: [], workerData: { [PARENT]: process.ppid } }).unref();
} else {
  const { [PARENT]: parent } = Object(workerData) as { readonly [PARENT]?: number };
  if (parent !== undefined) {
    setInterval(() => {
      if (process.ppid !== parent) {
        process.kill(process.pid, 'SIGKILL');
      }
    }, INTERVAL_MS);
  }
}
