import { createSqsClient } from '@async-catalog/aws-clients';
import { findQueues } from './adapters/find-queues.ts';
import { createSqsDeadLetterQueue } from './adapters/sqs-dead-letter-queue.ts';
import { localEnvironment, setEnvironment } from './config.ts';
import type { DeadLetterQueue } from './core/dead-letter-queue.ts';
import type { GlobalOptions } from './options.ts';

/** Finds the queues that the options name, and connects to them until disposed. */
export async function openQueue({ local, prefix }: GlobalOptions): Promise<DeadLetterQueue & Disposable> {
  if (local) {
    setEnvironment(localEnvironment());
  }
  const sqs = createSqsClient();
  const queue = createSqsDeadLetterQueue(sqs, await findQueues(sqs, prefix));
  return { ...queue, [Symbol.dispose]: () => sqs.destroy() };
}
