import { ProblemError } from '@async-catalog/http-contract';
import { type ImportRecord } from '@async-catalog/product-schema';
import { POLL_AFTER_SECONDS } from '../answer-changes.ts';

/** Builds the problem of a report that isn't written, or never will be. */
export function reportNotReady({ startedAt, cancelledAt, failure }: ImportRecord): ProblemError {
  return startedAt === undefined && (cancelledAt ?? failure) !== undefined
    ? new ProblemError(
        'REPORT_NOT_READY',
        'There is no report, because the import ended before it was started.',
      )
    : new ProblemError(
        'REPORT_NOT_READY',
        'The report is there once the import has ended. Try again later.',
        { retryAfterSeconds: POLL_AFTER_SECONDS },
      );
}
