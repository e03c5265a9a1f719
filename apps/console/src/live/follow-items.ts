import type { CatalogClient, Submission, SubmissionItem } from '@async-catalog/client';
import { isTerminal } from '../formats/statuses.ts';
import { follow } from './follow.ts';
import { readSubmission } from './read-followed.ts';

interface Following {
  readonly onProgress: (submission: Submission) => void;
  /** Called with each read that failed; the next one that is answered is a progress again. */
  readonly onError: (error: unknown) => void;
}

/** Follows a submission to its end, and answers the outcome of each item; `undefined` once the signal aborts. */
export async function followItems(
  catalog: CatalogClient,
  submissionId: string,
  { onProgress, onError }: Following,
  signal: AbortSignal,
): Promise<readonly SubmissionItem[] | undefined> {
  let items: readonly SubmissionItem[] | undefined;
  await follow<Submission>(
    {
      async read(etag, reading) {
        const answer = await readSubmission(catalog, submissionId, etag, reading);
        // Read with the state, so that a failure is repeated as one of the state is.
        if (answer.state !== undefined && isTerminal(answer.state.status)) {
          items = await Array.fromAsync(catalog.items(submissionId, { limit: 100, signal: reading }));
        }
        return answer;
      },
      onAnswer: (state) => state !== undefined && onProgress(state),
      onError,
      isFinal: ({ status }) => isTerminal(status),
    },
    signal,
  );
  return signal.aborted ? undefined : items;
}
