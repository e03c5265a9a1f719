import type { QueueMessage } from '@async-catalog/product-schema';
import type { Invocation } from './intake-request.ts';
import { type ProductQueue, SendError } from './ports.ts';
import { ProblemError } from './problem-error.ts';

/** How long a consumer is asked to wait when a dependency is out. */
export const OUTAGE_RETRY_AFTER_SECONDS = 5;

/** @throws {ProblemError} `DEPENDENCY_UNAVAILABLE` when not every message is known to be in the queue. */
export async function sendMessages(
  queue: ProductQueue,
  messages: readonly QueueMessage[],
  { signal }: Invocation,
): Promise<void> {
  try {
    await queue.send(messages, signal);
  } catch (error) {
    if (!(error instanceof SendError)) {
      throw error;
    }
    throw new ProblemError('DEPENDENCY_UNAVAILABLE', adviceAfter(error, messages.length), {
      headers: { 'retry-after': String(OUTAGE_RETRY_AFTER_SECONDS) },
      cause: error,
    });
  }
}

function adviceAfter({ sent }: SendError, total: number): string {
  return sent === 0
    ? 'The queue is out of reach, and nothing is known to be taken; send it again.'
    : `The queue went out of reach: ${sent} of ${total} products are taken. With an Idempotency-Key, sending it again takes nothing twice.`;
}
