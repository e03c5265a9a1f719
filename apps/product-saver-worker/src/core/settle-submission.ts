import {
  isComplete,
  MAX_FAILURE_DETAIL,
  type Failure,
  type ItemResult,
  type Outcome,
  type SubmissionId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { PermanentError } from './failure.ts';
import { strongestResults } from './item-result.ts';
import type { Journal } from './journal.ts';
import type { ReportStore } from './report-store.ts';
import type { SubmissionBase, SubmissionStore } from './submission-store.ts';
import type { WriteReport } from './write-report.ts';

export interface SettleSubmissionDeps {
  readonly submissions: Pick<SubmissionStore, 'settle'>;
  readonly reports: Pick<ReportStore, 'putPart'>;
  readonly writeReport: WriteReport;
  readonly journal: Pick<Journal, 'submissionUnknown'>;
}

/** What one invocation found out about one submission. */
export interface Findings {
  readonly submissionId: SubmissionId;
  readonly results: readonly ItemResult[];
  readonly base?: SubmissionBase | undefined;
  readonly partId: string;
}

/**
 * Settles a submission once, and writes its report if nothing is pending then. Gives the record as it was settled; `undefined`: no such
 * submission or item. When it throws, the whole is to be repeated.
 * @throws {PermanentError} when the record is not of the submission that the messages told of: nothing was settled, or will be.
 */
export type SettleSubmission = (findings: Findings) => Promise<SubmissionRecord | undefined>;

export function createSettleSubmission({
  submissions,
  reports,
  writeReport,
  journal,
}: SettleSubmissionDeps): SettleSubmission {
  return async ({ submissionId, results, base, partId }) => {
    const items = strongestResults(results);
    // Before the settlement, so that whoever settles the last item finds the parts of all others.
    const hasPart = needsPart(items, base);
    if (hasPart) {
      await reports.putPart(submissionId, partId, { items });
    }
    const record = await submissions.settle({
      submissionId,
      outcomes: indexesByOutcome(items),
      failures: reasonsOf(items),
      base,
    });
    if (record === undefined) {
      if (hasPart) {
        // Emptied, not deleted: this the worker may do.
        await reports.putPart(submissionId, partId, { items: [] });
      }
      if (base !== undefined) {
        throw new PermanentError(MISMATCH);
      }
      journal.submissionUnknown(submissionId);
    } else if (isComplete(record)) {
      await writeReport(record, items);
    }
    return record;
  };
}

const MISMATCH = {
  code: 'SUBMISSION_MISMATCH',
  detail: 'its message names another total or caller than its submission has',
} as const;

/**
 * A part is spared for the one item of a submission that was not refused: any delivery of it knows everything that the report needs. With
 * two items, one can be delivered again alone, and then needs the other's part. A failed item's part keeps its product for a retry.
 */
function needsPart(items: readonly ItemResult[], base: SubmissionBase | undefined): boolean {
  return base === undefined || base.total > 1 || items.some(({ outcome }) => outcome === 'failed');
}

function indexesByOutcome(items: readonly ItemResult[]): Record<Outcome, number[]> {
  const indexes: Record<Outcome, number[]> = { saved: [], superseded: [], failed: [] };
  for (const { outcome, index } of items) {
    indexes[outcome].push(index);
  }
  return indexes;
}

/** Short enough for a thousand of them to fit into one record. */
function reasonsOf(items: readonly ItemResult[]): Record<number, Failure> {
  return Object.fromEntries(
    items.flatMap(({ index, error }) =>
      error === undefined
        ? []
        : [[index, { code: error.code, detail: error.detail.slice(0, MAX_FAILURE_DETAIL) }]],
    ),
  );
}
