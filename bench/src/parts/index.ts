import type { Part } from '../part.ts';
import { coldStart } from './cold-start/index.ts';
import { requests } from './requests/index.ts';
import { worker } from './worker/index.ts';

/** In the order of the report. */
export const parts: readonly Part[] = [worker, coldStart, requests];
