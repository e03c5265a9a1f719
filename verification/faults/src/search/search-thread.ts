import { parentPort, workerData } from 'node:worker_threads';
import { searchHistories, type Search } from './search-histories.ts';

const result = await searchHistories(workerData as Search);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
parentPort?.postMessage(result);
