import { setTimeout as delay } from 'node:timers/promises';
import { Accepted, Report, Submission } from '@async-catalog/product-schema';
import type { z } from 'zod';

/** An answer of the API that isn't the one hoped for; the message carries its problem document. */
export class CatalogApiError extends Error {
  override readonly name = 'CatalogApiError';
  readonly code = 'CATALOG_API';
}

const TERMINAL: ReadonlySet<string> = new Set(['completed', 'completed_with_errors', 'failed']);
const FIRST_POLL_MS = 25;
const LONGEST_POLL_MS = 500;

/** The three calls that a consumer makes: submit, ask until it is done, read the report. */
export function createCatalogClient(baseUrl: string, signal: AbortSignal) {
  async function call<Schema extends z.ZodType>(schema: Schema, path: string, init?: RequestInit) {
    const response = await fetch(new URL(path, baseUrl), { ...init, signal });
    const body = await response.text();
    if (!response.ok) {
      throw new CatalogApiError(`${init?.method ?? 'GET'} ${path} answered ${response.status}: ${body}`);
    }
    return schema.parse(JSON.parse(body));
  }

  return {
    submit: (product: unknown) =>
      call(Accepted, '/products', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(product),
      }),

    /** Resolves when every item has its outcome and the report is there; rejects when the submission is overdue. */
    async waitForSubmission(submissionId: string): Promise<Submission> {
      for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_POLL_MS)) {
        const submission = await call(Submission, `/submissions/${submissionId}`);
        if (TERMINAL.has(submission.status) && submission.reportReady) {
          return submission;
        }
        if (submission.status === 'overdue') {
          throw new CatalogApiError(`submission ${submissionId} is overdue`);
        }
        await delay(pauseMs, undefined, { signal });
      }
    },

    report: (submissionId: string) => call(Report, `/submissions/${submissionId}/report?format=json`),
  };
}
