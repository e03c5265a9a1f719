import type { Part } from '../part.ts';
import { accept } from './accept/index.ts';
import { batch } from './batch/index.ts';
import { coldStart } from './cold-start/index.ts';
import { imports } from './import/index.ts';
import { json } from './json/index.ts';
import { lone } from './lone/index.ts';
import { operations } from './operations/index.ts';
import { pipeline } from './pipeline/index.ts';
import { requests } from './requests/index.ts';
import { scale } from './scale/index.ts';
import { worker } from './worker/index.ts';

/** All parts, in the order of the report. */
export const parts: readonly Part[] = [
  accept,
  lone,
  batch,
  json,
  worker,
  pipeline,
  imports,
  coldStart,
  requests,
  operations,
  scale,
];
