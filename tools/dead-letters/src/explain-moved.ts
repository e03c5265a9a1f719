import { createCloudWatchLogsClient } from '@async-catalog/aws-clients/cloudwatch-logs';
import type { DeadLetter } from '@async-catalog/dead-letters';
import { findLastError, type LastError } from './last-error.ts';

/** Time for the logs of all of them: a log group of days may be long. */
const BUDGET_MS = 60_000;

export type Explained = DeadLetter & { readonly lastError?: LastError };

/** Adds the last error in the worker's log to the dead letters that SQS moved, which say none themselves. */
export async function explainMoved(deadLetters: readonly DeadLetter[], prefix: string): Promise<Explained[]> {
  const logs = createCloudWatchLogsClient();
  const signal = AbortSignal.timeout(BUDGET_MS);
  const logGroup = `/aws/lambda/${prefix}ProductSaverWorker`;
  const explained: Explained[] = [];
  try {
    // One after the other: CloudWatch Logs takes few searches a second.
    for (const deadLetter of deadLetters) {
      const { id: messageId, sentAt, failure } = deadLetter;
      explained.push(
        failure === undefined
          ? { ...deadLetter, lastError: await findLastError(logs, { messageId, sentAt, logGroup }, signal) }
          : deadLetter,
      );
    }
  } finally {
    logs.destroy();
  }
  return explained;
}
