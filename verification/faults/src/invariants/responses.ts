import { isDeepStrictEqual } from 'node:util';
import { itemKeyOf } from '../simulation/item-ref.ts';
import type { Facts } from '../read-facts.ts';

/**
 * Every response accepts the request or asks to repeat it, unless something has to be repaired first. A request with a key is accepted in the end, and
 * each time with the same response.
 */
export function* requestsAreAnswered({ results, needsRepair }: Facts): Generator<string> {
  for (const [number, { request, accepted, responses }] of results.entries()) {
    if (request.key !== undefined && accepted.length === 0) {
      yield `request ${number} was repeated, but never accepted`;
    }
    for (const { statusCode, body } of responses) {
      if (![202, 409, 503].includes(statusCode) && !(statusCode === 500 && needsRepair)) {
        yield `request ${number} got a ${statusCode}: ${body}`;
      }
    }
    if (accepted.some((one) => !isDeepStrictEqual(one, accepted[0]))) {
      yield `request ${number} was accepted with different responses`;
    }
  }
}

/** Consumers never see anything but outcomes, reports, and what another try can help. */
export function* consumersAreNeverSurprised({ surprises }: Facts): Generator<string> {
  yield* surprises;
}

/**
 * A 503 after which something was sent names the submission, unless the request has a key, under which a repeat
 * finds it.
 */
export function* takenSubmissionsAreNamed({ submissions, sentAt }: Facts): Generator<string> {
  for (const { record, result, items } of submissions) {
    const taken = items.filter((item) => sentAt.has(itemKeyOf(item)));
    const { request, accepted, responses } = result;
    const isNamed = responses.some(({ body }) => body.includes(record.id));
    if (
      request.key === undefined &&
      accepted.length === 0 &&
      responses.length > 0 &&
      taken.length > 0 &&
      !isNamed
    ) {
      yield `${taken.length} items of ${record.id} were taken, but its client can't know`;
    }
  }
}

/** Every item of an accepted request is on record, and was sent to the queue unless a later one replaces it. */
export function* acceptedItemsAreSent({ results, submissions, sent }: Facts): Generator<string> {
  const sentKeys = new Set(sent);
  for (const [number, { accepted }] of results.entries()) {
    const [response] = accepted;
    const submission = submissions.find(({ record }) => record.id === response?.submissionId);
    if (response !== undefined && submission === undefined) {
      yield `request ${number} was accepted, but is not on record`;
    }
    if (response !== undefined && submission !== undefined) {
      const { record, items } = submission;
      const queued = items.filter(({ replaced }) => !replaced);
      const promised = response.items.map(({ index, productId }) => `${index} ${productId}`);
      if (promised.join() !== queued.map(({ index, productId }) => `${index} ${productId}`).join()) {
        yield `request ${number} was accepted with other items than it had`;
      }
      const warned = response.warnings.flatMap(({ index, code }) => (code === 'DUPLICATE_SKU' ? index : []));
      if (warned.join() !== items.flatMap(({ index, replaced }) => (replaced ? index : [])).join()) {
        yield `request ${number} was warned of other items than those that are replaced`;
      }
      if (record.total !== response.total || record.rejected !== response.rejected.length) {
        yield `request ${number} has other totals on record than in its response`;
      }
      yield* queued
        .filter((item) => !sentKeys.has(itemKeyOf(item)))
        .map(({ index }) => `item ${index} of request ${number} was accepted, but never sent`);
    }
  }
}
