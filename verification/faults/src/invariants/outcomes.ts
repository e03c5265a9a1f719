import { countsOf, outcomeOf } from '@async-catalog/product-schema';
import type { Facts, RecordedSubmission } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';
import { latestOf } from '../simulation/product-writes.ts';

/**
 * Tells whether the queue dead-lettered a message whose last delivery was cut off. Only a redrive finishes
 * such a submission.
 */
export function isUnfinished({ record }: RecordedSubmission, { deadLetters }: Facts): boolean {
  return deadLetters.some(
    ({ submissionId, message }) => submissionId === record.id && message.receivedBy?.disrupted === true,
  );
}

/** Every item that was sent has an outcome, nothing else has one, and the counts add up. */
export function* everyItemHasOneOutcome(facts: Facts): Generator<string> {
  const sent = new Set(facts.sent);
  for (const submission of facts.submissions) {
    const { record, items } = submission;
    const missing = items.filter(
      (item) => sent.has(itemKeyOf(item)) && outcomeOf(record, item.index) === undefined,
    );
    if (missing.length > 0 && !isUnfinished(submission, facts)) {
      yield `items ${missing.map(({ index }) => index).join()} of ${record.id} have no outcome`;
    }
    const valid = new Set(items.map(({ index }) => index));
    const { saved = [], superseded = [], cancelled = [], failed = [] } = record;
    const unknown = [...saved, ...superseded, ...cancelled, ...failed].filter((index) => !valid.has(index));
    if (unknown.length > 0) {
      yield `items ${unknown.join()} of ${record.id} have outcomes, but were never accepted`;
    }
    const { total, pending, ...others } = countsOf(record);
    if (pending < 0 || pending + Object.values(others).reduce((sum, count) => sum + count, 0) !== total) {
      yield `the counts of ${record.id} do not add up`;
    }
  }
}

/**
 * Saved items were applied, superseded ones have a newer operation, failed ones were not applied, and cancelled ones were
 * cancelled. Exception: an item that ran out of deliveries may have been written by one that was cut off.
 */
export function* outcomesMatchWrites(facts: Facts): Generator<string> {
  const { submissions, saves, rows, imports } = facts;
  const cancelledImports = new Set(
    imports.filter((one) => one.cancelledAt !== undefined).map((one) => one.record.id),
  );
  const written = new Set(saves.map(({ revision }) => revision));
  const current = new Map(rows.map((row) => [row['id'], latestOf(row)]));
  for (const { record, items } of submissions) {
    for (const { index, revision, productId, replaced } of items) {
      const outcome = outcomeOf(record, index);
      if (outcome === 'saved' && !written.has(revision)) {
        yield `${revision} is reported saved, but was never written`;
      }
      if (replaced) {
        if (outcome !== 'superseded' || written.has(revision)) {
          yield `${revision} is ${outcome}, though a later item of its submission replaces it`;
        }
        continue;
      }
      if (outcome === 'superseded' && !((current.get(productId) ?? '') > revision)) {
        yield `${revision} is reported superseded, but nothing newer was written`;
      }
      const isCancelled = record.cancelledAt !== undefined || cancelledImports.has(record.importId!);
      if (outcome === 'cancelled' && !isCancelled) {
        yield `${revision} is reported cancelled, but nobody cancelled it`;
      }
      if (outcome === 'failed' && written.has(revision) && !ranOutOfDeliveries(record.id, index, facts)) {
        yield `${revision} is reported failed, but was written`;
      }
    }
  }
}

/** No outcome is put on record before it is true and final. */
export function* outcomesAreNeverPremature({ prematureOutcomes }: Facts): Generator<string> {
  yield* prematureOutcomes;
}

/** Tells whether the queue dead-lettered the message, or the worker after its last try. */
function ranOutOfDeliveries(submissionId: string, index: number, { deadLetters }: Facts): boolean {
  return deadLetters.some(
    (deadLetter) =>
      deadLetter.submissionId === submissionId &&
      deadLetter.index === index &&
      (deadLetter.message.receivedBy !== undefined ||
        deadLetter.message.attributes['code']?.StringValue === 'RETRIES_EXHAUSTED'),
  );
}
