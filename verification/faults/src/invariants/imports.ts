import {
  buildChunk,
  countsOfImport,
  importIssuesKey,
  importReportKey,
  type ImportRecord,
  isComplete,
  isImportComplete,
  outcomeOf,
  settlementsOfImport,
  type SubmissionId,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import type { Facts, RecordedImport } from '../read-facts.ts';
import { FIRST_LINE } from '../simulation/import-file.ts';
import type { StoredObject } from '../simulation/services/s3.ts';

interface ReportRow {
  readonly line?: number;
  readonly outcome?: string;
}

const OUTCOMES = ['saved', 'superseded', 'failed', 'rejected', 'cancelled'] as const;

/** Tells whether a chunk waits for a redrive: a message of it ran out of deliveries before it was settled. */
function isWaiting({ record: { id } }: RecordedImport, { submissions, deadLetters }: Facts): boolean {
  const chunks = new Set(submissions.flatMap(({ record }) => (record.importId === id ? record.id : [])));
  return deadLetters.some(({ submissionId = '' }) => chunks.has(submissionId as SubmissionId));
}

/**
 * An import that was started ends, with reports of its last state, whether anybody looks or not, and so do its chunks. None
 * fails, unless something had to be repaired for hours; no file seems to have changed.
 */
export function* importsEnd(facts: Facts): Generator<string> {
  for (const one of facts.imports) {
    const { record, result } = one;
    const { id, failure, completedAt, reportedSettlements } = record;
    if (failure !== undefined && !(failure.code === 'RETRIES_EXHAUSTED' && facts.needsRepair)) {
      yield `${id} failed: ${failure.code} ${failure.detail}`;
    }
    if (!result.isStarted || isWaiting(one, facts)) {
      continue;
    }
    if (!isImportComplete(record)) {
      const known = Object.keys(record.chunks).join();
      yield `${id} has no end: ${known} of ${record.chunkTotal} chunks are complete`;
    } else if (completedAt === undefined || reportedSettlements !== settlementsOfImport(record)) {
      yield `${id} is complete, but its reports are of ${reportedSettlements} settlements`;
    }
    yield* facts.submissions
      .filter((chunk) => chunk.record.importId === id && !isComplete(chunk.record))
      .map((chunk) => `${id} has ended, but its chunk ${chunk.record.chunk} is not complete`);
  }
  yield* facts.importMessages.map(({ body }) => `a message of an import is left: ${body}`);
}

/** Whenever reports are marked, every row has one outcome in them, as the records have it, and the counts add up. */
export function* importsAreReported(facts: Facts): Generator<string> {
  const { imports, importCompletions, submissions, objects } = facts;
  for (const { record, objects: then } of importCompletions) {
    const rows = imports.find((one) => one.record.id === record.id)?.result.plan.rows ?? [];
    // Settlements that came while reports were written have them written again.
    if (record.reportedSettlements === settlementsOfImport(record)) {
      yield* compareWithCounts(record, rows.length, then);
    }
  }
  for (const recorded of imports) {
    const { record, chunkItems } = recorded;
    const isReported = record.reportedSettlements === settlementsOfImport(record);
    // A message that ran out of deliveries again may have settled its row before that.
    if (record.completedAt === undefined || !isReported || isWaiting(recorded, facts)) {
      continue;
    }
    for (const [place, { outcome }] of readRows(record, objects).entries()) {
      const { submissionId } = buildChunk(
        record.id,
        Math.floor(place / chunkItems),
        record.startedAt ?? record.createdAt,
      );
      const chunk = submissions.find((one) => one.record.id === submissionId)?.record;
      const expected = outcomeOnRecord(chunk, place % chunkItems);
      if (outcome !== expected) {
        yield `row ${place} of ${record.id} is ${outcome} in its report, but ${expected} on record`;
      }
    }
  }
}

/** Looks up the outcome of a row. Of a chunk that was never taken, though later ones were, every row is failed. */
function outcomeOnRecord(chunk: SubmissionRecord | undefined, index: number): string | undefined {
  if (chunk === undefined) {
    return 'failed';
  }
  return chunk.rejectedIndexes?.has(index) === true ? 'rejected' : outcomeOf(chunk, index);
}

function* compareWithCounts(
  record: ImportRecord,
  rowCount: number,
  objects: ReadonlyMap<string, StoredObject>,
): Generator<string> {
  const { id } = record;
  const keys = [importReportKey(id, 'csv'), importReportKey(id, 'failed'), importIssuesKey(id)];
  const missing = keys.filter((key) => !objects.has(key));
  if (missing.length > 0) {
    yield `${id} is marked, but has no ${missing.join()}`;
  }
  const rows = readRows(record, objects);
  const lines = rows.map(({ line }) => line);
  if (lines.join() !== rows.map((_, place) => place + FIRST_LINE).join()) {
    yield `the report of ${id} has the lines ${lines.join()}`;
  }
  const isWhole = record.cancelledAt === undefined && record.failure === undefined;
  if (isWhole ? rows.length !== rowCount : rows.length > rowCount) {
    yield `the report of ${id} has ${rows.length} of ${rowCount} rows`;
  }
  const counts = countsOfImport(record);
  const wrong = OUTCOMES.filter(
    (outcome) => rows.filter((row) => row.outcome === outcome).length !== counts[outcome],
  );
  if (counts.pending !== 0 || counts.total !== rows.length || wrong.length > 0) {
    yield `the counts of ${id} are not those of its report: ${JSON.stringify(counts)}, ${rows.map(({ outcome }) => outcome).join()}`;
  }
}

function readRows({ id }: ImportRecord, objects: ReadonlyMap<string, StoredObject>): ReportRow[] {
  const text = objects.get(importReportKey(id, 'ndjson'))?.body ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ReportRow);
}

/** Knowledge of an import never becomes less. */
export function* importsNeverGoBack({ importSetbacks }: Facts): Generator<string> {
  yield* importSetbacks;
}
