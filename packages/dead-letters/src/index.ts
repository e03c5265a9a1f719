export type { Choice, Chosen, Search } from './choose-dead-letters.ts';
export { forChosen } from './choose-dead-letters.ts';
export type { DeadLetter, MessageAttribute } from './dead-letter.ts';
export type { DeadLetterQueue, ReceivedDeadLetter } from './dead-letter-queue.ts';
export { drop } from './drop.ts';
export { redrive } from './redrive.ts';
export { createSqsDeadLetterQueue, type QueueUrls } from './sqs-dead-letter-queue.ts';
