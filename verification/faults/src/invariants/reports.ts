import { isComplete, Report, reportKey } from '@async-catalog/product-schema';
import type { Facts } from '../read-facts.ts';
import { compareReport } from './compare-report.ts';
import { isUnfinished } from './outcomes.ts';

/**
 * A complete submission has a report that agrees with its record, in every format; an incomplete one has
 * none.
 */
export async function* reportsMatchRecords(facts: Facts): AsyncGenerator<string> {
  for (const submission of facts.submissions) {
    const { record } = submission;
    const text = facts.objects.get(reportKey(record.id, 'json'));
    if (!isComplete(record)) {
      if (text !== undefined) {
        yield `${record.id} has a report, but is not complete`;
      }
    } else if (!isUnfinished(submission, facts)) {
      if (text === undefined) {
        yield `${record.id} is complete, but has no report`;
      } else {
        for await (const difference of compareReport(Report.parse(JSON.parse(text)), submission, facts)) {
          yield `the report of ${record.id} ${difference}`;
        }
      }
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
    const text = facts.objects.get(productId);
    if (!alone.some(({ record }) => text?.includes(record.id) === true)) {
      yield `${productId} has no report under its id`;
    }
  }
}
