import type { Item } from '@async-catalog/product-operations';
import {
  outcomeOf,
  submissionTimes,
  type ItemResult,
  type SubmissionId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { PermanentError } from '../errors.ts';
import type { Base, HandleBatchDeps, Settlement } from '../ports.ts';
import { hasReportFile } from '../report/has-report-file.ts';
import { writeProductReport } from '../report/write-product-report.ts';

/** Results of one submission, one for each item, from messages that agree about it. */
export interface Settling {
  readonly submissionId: SubmissionId;
  readonly results: readonly ItemResult[];
  /** One of the items, for the facts that its message repeats; absent if no message can be read. */
  readonly item?: Item | undefined;
  readonly partId: string;
}

/**
 * Settles one submission. Returns the record as it was settled; `undefined`: no such submission or item. If it
 * throws, repeat the whole call.
 * @throws {PermanentError} when the record contradicts the messages: nothing was settled, or will be.
 */
export function createSettleSubmission({ submissions, reports, telemetry, now }: HandleBatchDeps) {
  return async (
    { submissionId, results, item, partId }: Settling,
    signal: AbortSignal,
  ): Promise<SubmissionRecord | undefined> => {
    const base = item && toBase(item);
    const only = item === undefined || hasReportFile(item) ? undefined : results[0];
    const settlement: Settlement = {
      submissionId,
      outcomes: byOutcome(results),
      settledAt: now().toISOString(),
      base,
      ...(only !== undefined && { result: withoutProduct(only) }),
    };
    // Before the settlement, so that whoever sees the record complete finds every part. The result of an only
    // item is in the record; its product, with which it can be retried, is not.
    const hasPart = only === undefined || isUnsaved(only);
    if (hasPart) {
      await reports.putPart(submissionId, partId, { items: [...results] }, signal);
    }
    if (base !== undefined && only?.outcome === 'saved') {
      await writeProductReport(reports, toSettledRecord(settlement, base), only, signal);
    }
    const record = await submissions.settle(settlement, signal);
    if (record === undefined) {
      if (hasPart) {
        // Emptied, not deleted: the worker has no permission to delete.
        await reports.putPart(submissionId, partId, { items: [] }, signal);
      }
      if (base !== undefined) {
        throw new PermanentError(MISMATCH);
      }
      telemetry.submissionUnknown(submissionId);
    } else if (only !== undefined && isReportStale(record, only, settlement.settledAt)) {
      await writeProductReport(reports, record, only, signal);
    }
    return record;
  };
}

const MISMATCH = {
  code: 'SUBMISSION_MISMATCH',
  detail: 'its message names another total or caller than its submission has',
} as const;

function toBase({ total, caller, requestId, traceparent, acceptedAt }: Item): Base {
  return {
    total,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    ...submissionTimes(new Date(acceptedAt)),
  };
}

/** Builds the record of a submission of one item as the first settlement leaves it. */
function toSettledRecord(
  { submissionId, outcomes, settledAt, result }: Settlement,
  base: Base,
): SubmissionRecord {
  return {
    id: submissionId,
    ...base,
    rejected: 0,
    saved: new Set(outcomes.saved),
    settlements: 1,
    settledAt,
    completedAt: settledAt,
    result,
  };
}

/**
 * Tells whether the product's report has to be written after the settlement: that of an item that can be retried is, and
 * that of a saved one which an earlier delivery had settled, at another time.
 */
function isReportStale(record: SubmissionRecord, only: ItemResult, settledAt: string): boolean {
  const { index, outcome } = only;
  return (
    outcomeOf(record, index) === outcome &&
    (isUnsaved(only) || (outcome === 'saved' && record.completedAt !== settledAt))
  );
}

/** Tells whether an item can be retried, with the product that its part keeps. */
function isUnsaved({ outcome }: ItemResult): boolean {
  return outcome === 'failed' || outcome === 'cancelled';
}

function withoutProduct(result: ItemResult): Settlement['result'] {
  const { product: _, ...rest } = result;
  return rest;
}

function byOutcome(results: readonly ItemResult[]): Settlement['outcomes'] {
  const outcomes: Record<ItemResult['outcome'], number[]> = {
    saved: [],
    superseded: [],
    cancelled: [],
    failed: [],
  };
  for (const { outcome, index } of results) {
    outcomes[outcome].push(index);
  }
  return outcomes;
}
