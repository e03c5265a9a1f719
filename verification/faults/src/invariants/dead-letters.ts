import { outcomeOf } from '@async-catalog/product-schema';
import type { DeadLetter, Facts } from '../read-facts.ts';
import { itemKeyOf } from '../simulation/item-ref.ts';

/** No message is left on the queue. */
export function* queueIsEmpty({ onQueue }: Facts): Generator<string> {
  if (onQueue.length > 0) {
    yield `${onQueue.length} messages are still on the queue`;
  }
}

/**
 * Every failed item that was sent is in the dead-letter queue, and every dead letter is a failed item. Exceptions:
 * an item is refused for what it asks, the last
 * delivery was cut off, the item was sent or dead-lettered twice, or two workers had the message, so that the
 * last delivery failed while an earlier one went on to save.
 */
export function* deadLettersMatchFailures(facts: Facts): Generator<string> {
  const deadKeys = new Set(facts.deadLetters.map(itemKeyOf));
  for (const { record, items } of facts.submissions) {
    // Nothing is wrong with a message whose item is refused for what it asks.
    const refusable = new Set(items.flatMap(({ index, mayFail }) => (mayFail ? index : [])));
    const failed = [...(record.failed ?? [])].filter(
      (index) => outcomeOf(record, index) === 'failed' && !refusable.has(index),
    );
    yield* failed
      .map((index) => itemKeyOf({ submissionId: record.id, index }))
      .filter((itemKey) => facts.sentAt.has(itemKey) && !deadKeys.has(itemKey))
      .map((itemKey) => `${itemKey} is reported failed, but its message is gone`);
  }
  const deadBodies = new Set(facts.deadLetters.map(({ message }) => message.body));
  yield* facts.strayMessages
    .filter((body) => !deadBodies.has(body))
    .map((body) => `stray message is gone: ${body}`);
  for (const deadLetter of facts.deadLetters) {
    const { message } = deadLetter;
    if (
      !isReportedFailed(deadLetter, facts) &&
      message.receivedBy?.disrupted !== true &&
      !deadLetter.overlapped &&
      !message.leftOver &&
      !wasSentTwice(deadLetter, facts) &&
      !facts.deadLetteredTwice.has(itemKeyOf(deadLetter))
    ) {
      yield `${itemKeyOf(deadLetter)} is a dead letter, but was not reported failed`;
    }
  }
}

/**
 * Tells whether a dead letter's item is reported as failed. It also accepts one without a submission on
 * record, because nobody waits for that, and one that a second delivery found superseded or cancelled.
 */
function isReportedFailed(deadLetter: DeadLetter, { submissions }: Facts): boolean {
  const submission = submissions.find(({ record }) => record.id === deadLetter.submissionId);
  if (submission === undefined || deadLetter.index === undefined) {
    return true;
  }
  const outcome = outcomeOf(submission.record, deadLetter.index);
  const item = submission.items.find(({ index }) => index === deadLetter.index);
  return (
    outcome === 'failed' || ((outcome === 'superseded' || outcome === 'cancelled') && item?.savable === false)
  );
}

function wasSentTwice(deadLetter: DeadLetter, { sent }: Facts): boolean {
  return sent.filter((itemKey) => itemKey === itemKeyOf(deadLetter)).length > 1;
}

/** CPU time that nothing a function does without waiting comes near, on a slow machine either. */
const MAX_TURN_MS = 1000;

/** No function computes for long without a pause: with a batch of others, it would be killed. */
export function* computingIsShort({ longestTurnMs }: Facts): Generator<string> {
  if (longestTurnMs > MAX_TURN_MS) {
    yield `${Math.round(longestTurnMs)} ms of CPU time were used in one piece`;
  }
}

/** The worker returns a valid response for every batch. */
export function* workerNeverFails({ errors }: Facts): Generator<string> {
  yield* errors.map(String);
}
