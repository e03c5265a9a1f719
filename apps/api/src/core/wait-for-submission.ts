import { isComplete, type SubmissionRecord } from '@async-catalog/product-schema';
import type { SubmissionReader } from './ports.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2000;

interface WaitDeps {
  readonly submissions: SubmissionReader;
  readonly now: () => Date;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Waits until the submission is complete; resolves to `undefined` at the deadline. Pauses double, so that even
 * the longest wait takes about 15 reads.
 */
export async function waitForSubmission(
  { submissions, now, pause }: WaitDeps,
  id: string,
  { deadline, signal }: { deadline: Date; signal: AbortSignal },
): Promise<SubmissionRecord | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const leftMs = deadline.getTime() - now().getTime();
    if (leftMs <= 0) {
      return undefined;
    }
    await pause(Math.min(pauseMs, leftMs), signal);
    const record = await submissions.get(id);
    if (record !== undefined && isComplete(record)) {
      return record;
    }
  }
}
