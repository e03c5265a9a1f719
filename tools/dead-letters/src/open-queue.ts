import { createSqsClient } from '@async-catalog/aws-clients';
import { createSqsDeadLetterQueue, type DeadLetterQueue } from '@async-catalog/dead-letters';
import { localEnvironment, setEnvironment } from './config.ts';
import { findQueues } from './find-queues.ts';
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
