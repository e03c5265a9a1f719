/**
 * Loaded before the API: ends its process when the one that started it is gone. The API notices that itself and ends in order, but not in
 * an endless loop, in which this thread goes on.
 */
import { isMainThread, Worker, workerData } from 'node:worker_threads';

const INTERVAL_MS = 1000;

if (isMainThread) {
  // Without the flag that loads this.
  new Worker(new URL(import.meta.url), { execArgv: [], workerData: process.ppid }).unref();
} else {
  setInterval(() => {
    if (process.ppid !== workerData) {
      process.kill(process.pid, 'SIGKILL');
    }
  }, INTERVAL_MS);
}
