import { isDeepStrictEqual } from 'node:util';
import {
  countsOf,
  type ItemResult,
  outcomeOf,
  type Report,
  type ReportPart,
  reportPartsPrefix,
  statusOfSubmission,
  type SubmissionRecord,
  isNotTaken,
} from '@async-catalog/product-schema';
import type { Facts, RecordedSubmission } from '../read-facts.ts';
import { isProduct, type ProductWrite } from '../simulation/product-writes.ts';
import type { StoredObject } from '../simulation/services/s3.ts';
import { visibleFields } from './visible-fields.ts';

/** Lists the differences between a report and the record and the saves. */
export function* compareReport(
  report: Report,
  submission: RecordedSubmission,
  facts: Facts,
): Generator<string> {
  yield* compareWithRecord(report, submission);
  yield* compareWithSaves(report, submission, facts);
  const failed = report.items.filter(({ outcome }) => outcome === 'failed' || outcome === 'rejected');
  const explained = new Set(
    report.issues.filter(({ severity }) => severity === 'error').map(({ index }) => index),
  );
  if (failed.some(({ index }) => !explained.has(index))) {
    yield 'gives no reason for a failure';
  }
}

function* compareWithRecord({ header, summary, items }: Report, { record }: RecordedSubmission) {
  const outcomes = Array.from({ length: record.total }, (_, index) => outcomeOf(record, index) ?? 'rejected');
  if (
    items.map(({ index, outcome }) => `${index} ${outcome}`).join() !==
    outcomes.map((outcome, index) => `${index} ${outcome}`).join()
  ) {
    yield `has other outcomes than ${outcomes.join()}`;
  }
  if (
    JSON.stringify(summary.counts) !== JSON.stringify(countsOf(record)) ||
    summary.status !== statusOfSubmission(record, new Date(0))
  ) {
    yield 'has another summary than the record';
  }
  const completedAt = record.completedAt ?? record.settledAt ?? record.createdAt;
  if (header.completedAt !== completedAt || header.createdAt !== record.createdAt) {
    yield `has other times than the record: completed ${header.completedAt}, not ${completedAt}`;
  }
}

function* compareWithSaves(report: Report, { record, items }: RecordedSubmission, { saves, objects }: Facts) {
  const results = readResults(record, objects);
  for (const { index, outcome, version, productId } of report.items) {
    const item = items.find((one) => one.index === index);
    // An unreadable message doesn't say which product it is about.
    // The earlier version left the result of an only item in its report alone.
    const isLost = record.total === 1 && record.result === undefined;
    // Of what was not taken, the items weren't kept.
    const isGivenUp = record.importId !== undefined && record.queuedAt === undefined && outcome === 'failed';
    const isKept = item?.readable !== false && !isLost && !isNotTaken(record) && !isGivenUp;
    const isUnknown = !isKept && productId === undefined;
    if (productId !== item?.productId && !isUnknown) {
      yield `names another product at ${index}`;
    }
    const save = saves.find(({ revision }) => revision === item?.revision);
    // A submission of one item keeps no part, so a version is lost when the delivery that wrote it is cut off
    // and a newer save follows.
    const isVersionLost = version === undefined && record.total === 1;
    const saved = Number(save?.after['version']);
    // A delivery that finds its operation applied already can't know what others did since.
    if (outcome === 'saved' && !(Number(version) >= saved) && !isVersionLost) {
      yield `has version ${version} at ${index}, not ${saved}`;
    }
    for (const result of results.filter((one) => one.index === index && one.change !== undefined)) {
      if (save === undefined || result.change !== changeOf(save) || result.version !== saved) {
        yield `is of ${result.change} at ${index} to version ${result.version}, not ${saved}`;
      }
    }
  }
}

function readResults(
  { id, result }: SubmissionRecord,
  objects: ReadonlyMap<string, StoredObject>,
): ItemResult[] {
  const parts = [...objects].filter(([key]) => key.startsWith(reportPartsPrefix(id)));
  return [
    ...parts.flatMap(([, { body }]) => (JSON.parse(body) as ReportPart).items),
    ...(result === undefined ? [] : [result]),
  ];
}

function changeOf({ before, after }: ProductWrite): string {
  if (!isProduct(before)) {
    return isProduct(after) ? 'created' : 'unchanged';
  }
  if (!isProduct(after)) {
    return 'deleted';
  }
  return isDeepStrictEqual(visibleFields(before), visibleFields(after)) ? 'unchanged' : 'updated';
}
