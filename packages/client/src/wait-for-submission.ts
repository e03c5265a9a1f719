import delay from 'delay';
import type { CatalogHttp } from './catalog-http.ts';
import type { Submission } from './openapi.ts';
import { SubmissionOverdueError } from './submission-overdue-error.ts';

export interface WaitOptions {
  /** Ends the wait; the submission goes on. */
  readonly signal?: AbortSignal | undefined;
  /** Is called with each reading, the last one too. */
  readonly onProgress?: ((submission: Submission) => void) | undefined;
}

const FIRST_PAUSE_MS = 100;
const GROWTH = 1.5;
const DEFAULT_PACE_SECONDS = 1;

/**
 * Resolves when every item has its outcome and the report can be read; without the report, if that is still missing at the deadline.
 * Pauses begin short, because most submissions take less than a second, and grow up to the pace that the API asks for.
 * @throws {SubmissionOverdueError} when items are pending past the deadline
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
    const paceMs = 1000 * Number(response.headers.get('retry-after') ?? DEFAULT_PACE_SECONDS);
    await delay(Math.min(pauseMs, paceMs) * (1 + Math.random() / 4), signal && { signal });
  }
}

/** The report is written just after the last outcome. */
export function isFinished({ status, reportReady, deadlineAt }: Submission): boolean {
  const settled = status !== 'queued' && status !== 'processing';
  return settled && (reportReady || Date.now() > Date.parse(deadlineAt));
}
