import { outcomeOf } from '@async-catalog/product-schema';
import { type DeadLetter, type Facts, placeOf } from '../facts.ts';

/** Nothing waits any more. */
export function* queueIsEmpty({ onQueue }: Facts): Generator<string> {
  if (onQueue.length > 0) {
    yield `${onQueue.length} messages are still on the queue`;
  }
}

/**
 * Each item that is told failed is in the dead-letter queue, so that it can be sent again; and what is there was told failed. Apart
 * from a message whose last delivery was cut off (nobody could tell), from one of several messages about the same item, and from one that
 * two workers had at once: the last delivery can fail while an earlier one is about to save it.
 */
export function* deadLettersAreTheFailuresTold(facts: Facts): Generator<string> {
  const buried = new Set(facts.letters.map(placeOf));
  for (const { record } of facts.taken) {
    const kept = [...(record.failed ?? [])].filter((index) => outcomeOf(record, index) === 'failed');
    yield* kept
      .filter((index) => !buried.has(placeOf({ submissionId: record.id, index })))
      .map((index) => `item ${index} of ${record.id} is told failed, and its message is gone`);
  }
  const bodies = new Set(facts.letters.map(({ message }) => message.body));
  yield* facts.garbage.filter((body) => !bodies.has(body)).map((body) => `garbage is gone: ${body}`);
  for (const letter of facts.letters) {
    if (
      !isTold(letter, facts) &&
      letter.message.receivedBy?.troubled !== true &&
      !letter.message.overlapped &&
      !isOneOfSeveral(letter, facts)
    ) {
      yield `${placeOf(letter)} is a dead letter, and was not told failed`;
    }
  }
}

function isTold(letter: DeadLetter, { taken }: Facts): boolean {
  const one = taken.find(({ record }) => record.id === letter.submissionId);
  return one === undefined || letter.index === undefined || outcomeOf(one.record, letter.index) === 'failed';
}

function isOneOfSeveral(letter: DeadLetter, { sent }: Facts): boolean {
  return sent.filter((place) => place === placeOf(letter)).length > 1;
}

/** The worker answers whatever it is given. */
export function* workerNeverBreaks({ errors }: Facts): Generator<string> {
  yield* errors.map(String);
}
