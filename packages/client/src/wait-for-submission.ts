import delay from 'delay';
import type { CatalogHttp } from './catalog-http.ts';
import type { Submission } from './openapi.ts';
import { SubmissionOverdueError } from './submission-overdue-error.ts';

export interface WaitOptions {
  /** Stops the wait, not the submission. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each change that is seen, including the last one. */
  readonly onProgress?: ((submission: Submission) => void) | undefined;
}

const FIRST_PAUSE_MS = 100;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 5000;

/**
 * Time for which requests let the API wait for a change: 20 s. Most submissions take less. Later requests don't wait,
 * because each one that does occupies an instance of the API.
 */
const WAITING_MS = 20_000;

/**
 * Follows a submission until every item has its outcome; the report can be read then. For 20 s, each request lets the
 * API wait up to 5 s for a change. Pauses between requests grow from 0.1 s up to 5 s, or the interval that the API
 * asks for if that is longer.
 * @throws {SubmissionOverdueError} if items are pending past the deadline
 * @throws {CatalogProblemError} e.g. `SUBMISSION_NOT_FOUND`
 */
export async function waitForSubmission(
  http: CatalogHttp,
  id: string,
  { signal, onProgress }: WaitOptions = {},
): Promise<Submission> {
  const waitsUntil = Date.now() + WAITING_MS;
  let etag: string | null = null;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs *= GROWTH) {
    const { data, response } = await readSubmission(http, id, etag, Date.now() < waitsUntil, signal);
    if (data !== undefined) {
      onProgress?.(data);
      if (data.status === 'overdue') {
        throw new SubmissionOverdueError(data);
      }
      if (isFinished(data)) {
        return data;
      }
    }
    etag = response.headers.get('etag');
    const paceMs = 1000 * Number(response.headers.get('retry-after') ?? 0);
    const longestMs = Math.max(LONGEST_PAUSE_MS, paceMs);
    await delay(Math.min(pauseMs, longestMs) * (1 + Math.random() / 4), signal && { signal });
  }
}

/** Reads a submission, or no data if it is still the one that is known; `waits` lets the API wait 5 s for a change. */
async function readSubmission(
  http: CatalogHttp,
  id: string,
  known: string | null,
  waits: boolean,
  signal: AbortSignal | undefined,
): Promise<{ readonly data?: Submission; readonly response: Response }> {
  const header = known === null ? {} : { 'If-None-Match': known, ...(waits && { Prefer: 'wait=5' }) };
  return await http.GET('/submissions/{id}', { params: { path: { id }, header }, signal: signal ?? null });
}

export function isFinished({ status }: Submission): boolean {
  return status !== 'queued' && status !== 'processing' && status !== 'overdue';
}
