import { isComplete, type SubmissionRecord } from '@async-catalog/product-schema';
import type { Deps } from './deps.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 2000;

/**
 * The submission as soon as it is complete and its report is there; at the deadline, if it is complete at least. `undefined` when
 * it isn't. Pauses double, so that even the longest wait costs 15 reads or so.
 */
export async function waitForSubmission(
  { submissions, now, pause }: Pick<Deps, 'submissions' | 'now' | 'pause'>,
  id: string,
  { deadline, signal }: { deadline: Date; signal: AbortSignal },
): Promise<SubmissionRecord | undefined> {
  let complete: SubmissionRecord | undefined;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const leftMs = deadline.getTime() - now().getTime();
    if (leftMs <= 0 || complete?.reportedSettlements !== undefined) {
      return complete;
    }
    await pause(Math.min(pauseMs, leftMs), signal);
    const record = await submissions.get(id);
    complete = record !== undefined && isComplete(record) ? record : undefined;
  }
}
