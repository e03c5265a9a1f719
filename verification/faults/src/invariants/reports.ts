import {
  countsOf,
  isComplete,
  outcomeOf,
  Report,
  reportKey,
  statusOfSubmission,
} from '@async-catalog/product-schema';
import { renderCsv, renderText } from '@async-catalog/report-builder';
import type { Facts, Taken } from '../facts.ts';
import { isUnfinished } from './outcomes.ts';

/** A complete submission has a report, in every format, that says what its record says; an incomplete one has none. */
export async function* reportsTellWhatTheTableTells(facts: Facts): AsyncGenerator<string> {
  for (const one of facts.taken) {
    const { record } = one;
    const text = facts.objects.get(reportKey(record.id, 'json'));
    if (!isComplete(record)) {
      if (text !== undefined) {
        yield `${record.id} is not complete, and has a report`;
      }
    } else if (text !== undefined) {
      yield* mistakesIn(Report.parse(JSON.parse(text)), one, facts);
    } else if (!isUnfinished(one, facts)) {
      yield `${record.id} is complete, and has no report`;
    }
    if (isComplete(record) && record.completedAt === undefined && !isUnfinished(one, facts)) {
      yield `${record.id} is complete, and nobody noted when`;
    }
  }
}

async function* mistakesIn(report: Report, one: Taken, facts: Facts): AsyncGenerator<string> {
  const { record, asked } = one;
  const { header, summary, items } = report;
  if (isUnfinished(one, facts)) {
    return;
  }
  const outcomes = Array.from({ length: record.total }, (_, index) => outcomeOf(record, index) ?? 'rejected');
  if (
    items.map(({ index, outcome }) => `${index} ${outcome}`).join() !==
    outcomes.map((outcome, index) => `${index} ${outcome}`).join()
  ) {
    yield `the report of ${record.id} tells other outcomes than ${outcomes.join()}`;
  }
  if (
    JSON.stringify(summary.counts) !== JSON.stringify(countsOf(record)) ||
    summary.status !== statusOfSubmission(record, new Date(0))
  ) {
    yield `the report of ${record.id} has another summary than its record`;
  }
  // Of two invocations that saw it complete, one can be cut off between its reports and its mark, after the other has marked its own.
  if (header.completedAt < record.createdAt || header.createdAt !== record.createdAt) {
    yield `the report of ${record.id} has other times than its record`;
  }
  for (const { index, outcome, version, productId } of items) {
    const item = asked.find((each) => each.index === index);
    const save = facts.saves.find(({ revision }) => revision === item?.revision);
    if (productId !== item?.productId) {
      yield `the report of ${record.id} names another product at ${index}`;
    }
    // The one item of a submission leaves no part: what a delivery that was cut off knew of its save is lost, if a newer one follows.
    const forgotten = version === undefined && record.total === 1;
    if (outcome === 'saved' && version !== save?.version && !forgotten) {
      yield `the report of ${record.id} has version ${version} at ${index}, and ${save?.version} was written`;
    }
  }
  const failed = items.filter(({ outcome }) => outcome === 'failed' || outcome === 'rejected');
  const explained = new Set(
    report.issues.filter(({ severity }) => severity === 'error').map(({ index }) => index),
  );
  if (failed.some(({ index }) => !explained.has(index))) {
    yield `the report of ${record.id} gives no reason for a failure`;
  }
  for (const [format, render] of [['csv', renderCsv] as const, ['txt', renderText] as const]) {
    const document = facts.objects.get(reportKey(record.id, format)) ?? '';
    const documents = timesIn(document, report).map(async (time) => render(completedAt(report, time)));
    if (!(await Promise.all(documents)).includes(document)) {
      yield `the ${format} report of ${record.id} differs from the other`;
    }
  }
}

/** When a document can say that the submission was complete. */
function timesIn(document: string, { header }: Report): string[] {
  return [header.completedAt, ...(document.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [])];
}

/** The same report, of an invocation that saw the submission complete at another time. */
function completedAt(report: Report, time: string): Report {
  const durationMs = Math.max(0, Date.parse(time) - Date.parse(report.header.createdAt));
  return {
    ...report,
    header: { ...report.header, completedAt: time },
    summary: { ...report.summary, durationMs },
  };
}

/** A product that was submitted alone, and not seen superseded, has a report under its id, by one of its submissions. */
export function* productsHaveReports(facts: Facts): Generator<string> {
  const alone = facts.taken.filter((one) => one.record.total === 1 && !isUnfinished(one, facts));
  const products = new Set(
    alone
      .filter(({ record: { saved, superseded } }) => saved?.has(0) === true && superseded === undefined)
      .map(({ asked }) => asked[0]?.productId ?? ''),
  );
  for (const productId of products) {
    const text = facts.objects.get(productId);
    if (!facts.taken.some(({ record: { id, total } }) => total === 1 && text?.includes(id) === true)) {
      yield `${productId} has no report under its id`;
    }
  }
}
