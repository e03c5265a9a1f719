import { isComplete, reportKey } from '@async-catalog/product-schema';
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

/**
 * A product that was submitted alone and was not superseded has a report under its id, from one of its
 * submissions.
 */
export function* productsHaveReports(facts: Facts): Generator<string> {
  const alone = facts.submissions.filter((one) => one.record.total === 1);
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
