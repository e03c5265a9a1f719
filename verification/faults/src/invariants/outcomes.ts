import { countsOf, outcomeOf } from '@async-catalog/product-schema';
import { type Facts, placeOf, type Taken } from '../facts.ts';

/**
 * Whether the last delivery of one of its messages was cut off, so that the queue dead-lettered it unfinished: what is missing then
 * comes with a redrive, and until then the submission is overdue.
 */
export function isUnfinished({ record }: Taken, { letters }: Facts): boolean {
  return letters.some(
    ({ submissionId, message }) => submissionId === record.id && message.receivedBy?.troubled === true,
  );
}

/** Every item that was sent has an outcome; nothing else has one; and the counts add up. */
export function* everyItemHasOneOutcome(facts: Facts): Generator<string> {
  const sent = new Set(facts.sent);
  for (const one of facts.taken) {
    const { record, asked } = one;
    const missing = asked.filter(
      (item) => sent.has(placeOf(item)) && outcomeOf(record, item.index) === undefined,
    );
    if (missing.length > 0 && !isUnfinished(one, facts)) {
      yield `items ${missing.map(({ index }) => index).join()} of ${record.id} have no outcome`;
    }
    const valid = new Set(asked.map(({ index }) => index));
    const { saved = [], superseded = [], failed = [] } = record;
    const unasked = [...saved, ...superseded, ...failed].filter((index) => !valid.has(index));
    if (unasked.length > 0) {
      yield `items ${unasked.join()} of ${record.id} have outcomes, and were never accepted`;
    }
    const { total, pending, ...others } = countsOf(record);
    if (pending < 0 || pending + Object.values(others).reduce((sum, count) => sum + count, 0) !== total) {
      yield `the counts of ${record.id} do not add up`;
    }
  }
}

/**
 * What is told saved was written; what is told superseded has a newer state in its place; what is told failed wasn't written, or, where
 * the last of its deliveries failed for a passing reason, isn't known to be: an earlier one may have been cut off after the write.
 */
export function* outcomesAreTrue(facts: Facts): Generator<string> {
  const { taken, saves, products } = facts;
  const written = new Set(saves.map(({ revision }) => revision));
  const standing = new Map(products.map(({ id, revision }) => [id, revision]));
  for (const { record, asked } of taken) {
    for (const { index, revision, productId } of asked) {
      const outcome = outcomeOf(record, index);
      if (outcome === 'saved' && !written.has(revision)) {
        yield `${revision} is told saved, and was never written`;
      }
      if (outcome === 'superseded' && !((standing.get(productId) ?? '') > revision)) {
        yield `${revision} is told superseded, and nothing newer stands`;
      }
      if (outcome === 'failed' && written.has(revision) && !ranOutOfDeliveries(record.id, index, facts)) {
        yield `${revision} is told failed, and was written`;
      }
    }
  }
}

/** Nothing is told failed while another delivery is to come that may save it: a terminal state isn't taken back by itself. */
export function* failuresAreToldLast({ early }: Facts): Generator<string> {
  yield* early.map((place) => `${place} was told failed with deliveries left`);
}

/** Dead-lettered by the queue, not by the worker. */
function ranOutOfDeliveries(submissionId: string, index: number, { letters }: Facts): boolean {
  return letters.some(
    (letter) =>
      letter.submissionId === submissionId &&
      letter.index === index &&
      letter.message.receivedBy !== undefined,
  );
}
