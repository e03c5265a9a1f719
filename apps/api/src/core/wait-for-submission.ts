import { isComplete, type SubmissionRecord } from '@async-catalog/product-schema';
import { poll, type PollDeps } from './poll.ts';
import type { SubmissionReader } from './ports.ts';

/** Waits until the submission is complete; resolves to `undefined` at the deadline. */
export async function waitForSubmission(
  deps: PollDeps & { readonly submissions: SubmissionReader },
  id: string,
  until: { deadline: Date; signal: AbortSignal },
): Promise<SubmissionRecord | undefined> {
  return await poll(
    deps,
    () => deps.submissions.get(id),
    (record) => record !== undefined && isComplete(record),
    until,
  );
}
