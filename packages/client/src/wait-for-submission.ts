import delay from 'delay';
import type { CatalogHttp } from './catalog-http.ts';
import type { Submission } from './openapi.ts';
import { SubmissionOverdueError } from './submission-overdue-error.ts';

export interface WaitOptions {
  /** Stops the wait, not the submission. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each poll, including the last one. */
  readonly onProgress?: ((submission: Submission) => void) | undefined;
}

const FIRST_PAUSE_MS = 100;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 5000;

/**
 * Polls until every item has its outcome; the report can be read then. Pauses start short, because most submissions take less than a
 * second, and grow up to 5 s, or the interval that the API asks for if that is longer.
 * @throws {SubmissionOverdueError} if items are pending past the deadline
 * @throws {CatalogProblemError} e.g. `SUBMISSION_NOT_FOUND`
 */
export async function waitForSubmission(
  http: CatalogHttp,
  id: string,
  { signal, onProgress }: WaitOptions = {},
): Promise<Submission> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= GROWTH) {
    const { data, response } = await http.GET('/submissions/{id}', {
      params: { path: { id } },
      signal: signal ?? null,
    });
    const submission = data as Submission;
    onProgress?.(submission);
    if (submission.status === 'overdue') {
      throw new SubmissionOverdueError(submission);
    }
    if (isFinished(submission)) {
      return submission;
    }
    const paceMs = 1000 * Number(response.headers.get('retry-after') ?? 0);
    const longestMs = Math.max(LONGEST_PAUSE_MS, paceMs);
    await delay(Math.min(pauseMs, longestMs) * (1 + Math.random() / 4), signal && { signal });
  }
}

export function isFinished({ status }: Submission): boolean {
  return status !== 'queued' && status !== 'processing' && status !== 'overdue';
}
