import { isDeepStrictEqual } from 'node:util';
import type { Facts } from '../facts.ts';

/** A request is answered by 202, or told to come back; repeated with its key, it is accepted in the end, and always by the same answer. */
export function* requestsAreAnswered({ grants }: Facts): Generator<string> {
  for (const [number, { wish, accepted, answers }] of grants.entries()) {
    if (wish.key !== undefined && accepted.length === 0) {
      yield `request ${number} was repeated, and never accepted`;
    }
    for (const { statusCode, body } of answers) {
      if (![202, 409, 503].includes(statusCode)) {
        yield `request ${number} was answered ${statusCode}: ${body}`;
      }
    }
    if (accepted.some((one) => !isDeepStrictEqual(one, accepted[0]))) {
      yield `request ${number} was accepted in different ways`;
    }
  }
}

/** What an answer says is on record, item by item, and all of it was put on the queue. */
export function* answersAreKept({ grants, taken, sent }: Facts): Generator<string> {
  const onQueue = new Set(sent);
  for (const [number, { accepted }] of grants.entries()) {
    const [answer] = accepted;
    const kept = taken.find(({ record }) => record.id === answer?.submissionId);
    if (answer !== undefined && kept === undefined) {
      yield `request ${number} was accepted, and is not on record`;
    }
    if (answer !== undefined && kept !== undefined) {
      const promised = answer.items.map(({ index, productId }) => `${index} ${productId}`);
      if (promised.join() !== kept.asked.map(({ index, productId }) => `${index} ${productId}`).join()) {
        yield `request ${number} was promised other items than it asked for`;
      }
      if (kept.record.total !== answer.total || kept.record.rejected !== answer.rejected.length) {
        yield `request ${number} is on record with other totals than its answer had`;
      }
      yield* answer.items
        .filter(({ index }) => !onQueue.has(`${answer.submissionId}/${index}`))
        .map(({ index }) => `item ${index} of request ${number} was accepted, and never sent`);
    }
  }
}
