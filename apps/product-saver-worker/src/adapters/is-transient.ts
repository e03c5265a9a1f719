import { isTransient as isTransientCall } from '@async-catalog/aws-clients';
import { ContentionError, MissingProductError, OutOfTimeError } from '../core/errors.ts';
import { StaleReportError } from '../core/report/write-report.ts';

/** Tells whether another try may help without anything being repaired first. */
export function isTransient(cause: unknown): boolean {
  return (
    cause instanceof OutOfTimeError ||
    cause instanceof ContentionError ||
    cause instanceof MissingProductError ||
    cause instanceof StaleReportError ||
    // A call that was under way when the time was up.
    (cause instanceof Error && cause.name === 'AbortError') ||
    isTransientCall(cause)
  );
}
