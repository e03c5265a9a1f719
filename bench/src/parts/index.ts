import type { Part } from '../part.ts';
import { requestsPart } from './requests/index.ts';

/** In the order of the report. */
export const parts: readonly Part[] = [requestsPart];
