import type { SqsMessage } from 'fauxqs/dist/sqs/sqsTypes.js';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFauxqsStores } from './fauxqs-stores.ts';
import { MessageList } from './message-list.ts';

type Messages = Pick<SqsMessage[], 'push' | 'shift' | 'length'> & Iterable<SqsMessage>;

/** Adds a message for each text, and takes one for each gap. Returns what was taken, and what is left after each step. */
function run(messages: Messages, steps: readonly (string | undefined)[]) {
  return steps.map((body) => {
    const taken = body === undefined ? messages.shift() : undefined;
    if (body !== undefined) {
      messages.push({ body } as SqsMessage);
    }
    return { taken, left: [...messages], length: messages.length };
  });
}

it('is that of each queue, and gives messages as an array does, in whatever order they come and go', () => {
  const { sqsStore } = createFauxqsStores(undefined);
  fc.assert(
    fc.property(fc.array(fc.option(fc.string(), { nil: undefined })), (steps) => {
      const { messages } = sqsStore.createQueue('queue', 'http://localhost/queue', 'arn:aws:sqs:::queue');

      expect(messages).toBeInstanceOf(MessageList);
      expect(run(messages, steps)).toEqual(run([], steps));
    }),
  );
});
