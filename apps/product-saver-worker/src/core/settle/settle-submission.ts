import {
  higherOutcome,
  isComplete,
  MAX_FAILURE_DETAIL,
  submissionTimes,
  type ItemResult,
  type SubmissionId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { Finding } from '../conclusion.ts';
import { PermanentError } from '../errors.ts';
import type { HandleBatchDeps, Settlement } from '../ports.ts';
import type { Item } from '../read/read-message.ts';
import { createWriteReport } from '../report/write-report.ts';

/**
 * Settles one submission with findings that agree about it, and writes its report if nothing is pending then.
 * Returns the record as it was settled; `undefined`: no such submission or item. If it throws, repeat the
 * whole call.
 * @throws {PermanentError} when the record contradicts the messages: nothing was settled, or will be.
 */
export function createSettleSubmission(deps: HandleBatchDeps) {
  const { submissions, reports, telemetry } = deps;
  const writeReport = createWriteReport(deps);

  return async (
    submissionId: SubmissionId,
    findings: readonly Finding[],
    partId: string,
  ): Promise<SubmissionRecord | undefined> => {
    const items = strongestResults(findings);
    const item = findings[0]?.item;
    const base = item && toBase(item);
    // Before the settlement, so that whoever settles the last item finds the parts of all others.
    const hasPart = needsPart(items, base);
    if (hasPart) {
      await reports.putPart(submissionId, partId, { items });
    }
    const record = await submissions.settle({ submissionId, ...byOutcome(items), base });
    if (record === undefined) {
      if (hasPart) {
        // Emptied, not deleted: the worker has no permission to delete.
        await reports.putPart(submissionId, partId, { items: [] });
      }
      if (base !== undefined) {
        throw new PermanentError(MISMATCH);
      }
      telemetry.submissionUnknown(submissionId);
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
 * Picks one result for each item, in order: the one with the highest outcome, and of equal ones the latest.
 */
function strongestResults(findings: readonly Finding[]): ItemResult[] {
  const byIndex = new Map<number, ItemResult>();
  for (const result of findings.flatMap((finding) => finding.result ?? [])) {
    const known = byIndex.get(result.index);
    if (known === undefined || higherOutcome(result.outcome, known.outcome) === result.outcome) {
      byIndex.set(result.index, result);
    }
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

function toBase({
  total,
  caller,
  requestId,
  traceparent,
  acceptedAt,
}: Item): NonNullable<Settlement['base']> {
  return {
    total,
    caller,
    requestId,
    ...(traceparent !== undefined && { traceparent }),
    ...submissionTimes(new Date(acceptedAt)),
  };
}

/**
 * Tells whether the report needs a part later. Only a submission of one saved product doesn't: each of its
 * deliveries knows the whole report.
 */
function needsPart(items: readonly ItemResult[], base: Settlement['base']): boolean {
  return base === undefined || base.total > 1 || items.some(({ outcome }) => outcome === 'failed');
}

function byOutcome(items: readonly ItemResult[]): Pick<Settlement, 'outcomes' | 'failures'> {
  const outcomes: Record<ItemResult['outcome'], number[]> = { saved: [], superseded: [], failed: [] };
  const failures: Record<number, { code: string; detail: string }> = {};
  for (const { outcome, index, error } of items) {
    outcomes[outcome].push(index);
    if (error !== undefined) {
      // Short enough for a thousand of them to fit into one record.
      failures[index] = { code: error.code, detail: error.detail.slice(0, MAX_FAILURE_DETAIL) };
    }
  }
  return { outcomes, failures };
}
