import type { Conclusion } from '../conclusion.ts';
import type { ImportFailure } from '../errors.ts';
import type { SplitterPorts, StartedImport } from '../ports.ts';

/** Receives of a message without any progress after which its import is given up. */
const MAX_FAILURES = 30;

/** Time without any progress before which no import is given up, so that no outage of up to six hours fails one. */
const MIN_STANDSTILL_MS = 6 * 60 * 60 * 1000;

const GIVEN_UP: ImportFailure = {
  code: 'RETRIES_EXHAUSTED',
  detail: 'could not be read on for hours, for reasons of ours; import it again',
};

/** Returns a message to its queue, or gives its import up when there was no progress for too long. */
export function createRetry(
  { telemetry, now }: Pick<SplitterPorts, 'telemetry' | 'now'>,
  fail: (record: StartedImport, failure: ImportFailure) => Promise<Conclusion>,
) {
  return async (record: StartedImport, receives: number, cause: unknown): Promise<Conclusion> => {
    const failures = Math.max(1, receives - (record.progressReceives ?? 0));
    const since = record.progressAt ?? record.begunAt ?? record.startedAt;
    if (failures < MAX_FAILURES || now().getTime() - Date.parse(since) < MIN_STANDSTILL_MS) {
      return { kind: 'retry', cause, failures };
    }
    telemetry.importGivenUp(record, receives, cause);
    return fail(record, GIVEN_UP);
  };
}
