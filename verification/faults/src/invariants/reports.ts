import { isComplete, outcomeOf, reportKey } from '@async-catalog/product-schema';
import type { Facts } from '../read-facts.ts';
import { compareReport } from './compare-report.ts';
import { isUnfinished } from './outcomes.ts';
import { readReportOf } from './read-report-of.ts';

/** A complete submission has a report that agrees with its record; an incomplete one has none. */
export async function* reportsMatchRecords(facts: Facts): AsyncGenerator<string> {
  for (const submission of facts.submissions) {
    const { record } = submission;
    if (isComplete(record)) {
      const report = await readReportOf(record, facts.objects);
      for (const difference of compareReport(report, submission, facts)) {
        yield `the report of ${record.id} ${difference}`;
      }
    } else if (facts.objects.has(reportKey(record.id, 'json'))) {
      yield `${record.id} has a report, but is not complete`;
    }
  }
}

/** Code of a failure that a report can't explain. */
const UNKNOWN = 'REASON_UNKNOWN';

/** Whoever reads a submission as complete for the first time can read its report, with the same outcomes. */
export async function* completeSubmissionsHaveReports({ completions }: Facts): AsyncGenerator<string> {
  for (const { record, objects } of completions) {
    const { items, issues } = await readReportOf(record, objects);
    const explained = new Set(issues.map(({ index }) => index));
    for (const { index, outcome } of items) {
      if (outcome !== (outcomeOf(record, index) ?? 'rejected')) {
        yield `${record.id} is complete, but its report has another outcome at ${index}`;
      }
      if (['failed', 'rejected', 'cancelled'].includes(outcome) && !explained.has(index)) {
        yield `${record.id} is complete, but its report gives no reason for ${index}`;
      }
      if (outcome === 'failed' && issues.some((issue) => issue.index === index && issue.code === UNKNOWN)) {
        yield `${record.id} is complete, but its report knows no reason for ${index}`;
      }
    }
    if (items.length !== record.total) {
      yield `${record.id} is complete, but its report has ${items.length} of ${record.total} items`;
    }
  }
}

/**
 * A product that was submitted alone, not in a file, and was not superseded has a report under its id, from one of its
 * submissions.
 */
export function* productsHaveReports(facts: Facts): Generator<string> {
  const alone = facts.submissions.filter(
    (one) => one.record.total === 1 && one.record.importId === undefined,
  );
  const products = new Set(
    alone
      .filter((one) => !isUnfinished(one, facts))
      .filter(({ record: { saved, superseded } }) => saved?.has(0) === true && superseded === undefined)
      .map(({ items }) => items[0]?.productId ?? ''),
  );
  for (const productId of products) {
    const text = facts.objects.get(productId)?.body;
    if (!alone.some(({ record }) => text?.includes(record.id) === true)) {
      yield `${productId} has no report under its id`;
    }
  }
}
