import { parentPort, workerData } from 'node:worker_threads';
import { lookForBad, type Search } from './look-for-bad.ts';

const findings = await lookForBad(workerData as Search);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port, not a window
parentPort?.postMessage(findings);
