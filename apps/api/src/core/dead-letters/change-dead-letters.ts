import { type Choice, type Chosen, drop, redrive } from '@async-catalog/dead-letters';
import type { DeadLetters } from '../ports.ts';

/** Dead letters that one request sends back, so that its log line stays readable. */
export const MAX_REDRIVEN = 1000;

export interface Change {
  readonly choice: Choice;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** Number of dead letters that left the queue, and what may be left to do. */
export interface Changed {
  readonly count: number;
  readonly notFound: string[];
  /** Whether a repeat may find more of them. */
  readonly more: boolean;
}

/** Sends dead letters back. What is sent later than `now` is left alone. */
export async function redriveDeadLetters(
  queue: DeadLetters,
  { choice, ...options }: Change,
): Promise<Changed> {
  const atMost = choice === 'all' ? MAX_REDRIVEN : choice.length;
  return toChanged(choice, await redrive(queue, choice, { ...options, atMost }));
}

/** Deletes dead letters for good. */
export async function dropDeadLetters(queue: DeadLetters, { choice, signal }: Change): Promise<Changed> {
  return toChanged(choice, await drop(queue, choice, { signal }));
}

function toChanged(choice: Choice, { count, notFound, sawAll }: Chosen): Changed {
  return { count, notFound: [...notFound], more: !sawAll && (choice === 'all' || notFound.length > 0) };
}
