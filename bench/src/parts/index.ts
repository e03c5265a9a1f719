import type { Part } from '../part.ts';
import { accept } from './accept/index.ts';
import { batch } from './batch/index.ts';
import { coldStart } from './cold-start/index.ts';
import { requests } from './requests/index.ts';
import { worker } from './worker/index.ts';

/** In the order of the report. */
export const parts: readonly Part[] = [accept, batch, worker, coldStart, requests];
