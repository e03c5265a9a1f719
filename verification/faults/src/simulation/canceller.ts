import { isComplete, Submission, type SubmissionRecord } from '@async-catalog/product-schema';
import { type ApiClientOptions, codeOf, createApiClient } from './api-client.ts';
import type { ClientRequest } from './send-request.ts';
import { sleep } from './sleep.ts';

/** A cancellation that the API has accepted. */
export interface Cancellation {
  readonly submissionId: string;
  readonly cancelledAt: string | undefined;
}

export interface Canceller {
  /** Cancels what a request has led to by then, at each of its times. */
  cancelLater(request: ClientRequest, number: number): Promise<void>;
  /** Cancels everything that is on record. */
  cancelAll(): Promise<void>;
  readonly accepted: readonly Cancellation[];
  /** Descriptions of answers that no fault explains. */
  readonly surprises: readonly string[];
}

interface CancellerOptions extends ApiClientOptions {
  /** Reads all records of submissions. */
  readonly records: () => readonly SubmissionRecord[];
}

const PAUSE_MS = 5000;
const MAX_ATTEMPTS = 5;

/** Creates people who cancel submissions by the API that ships, each twice at once, and try again what fails. */
export function createCanceller({ records, ...options }: CancellerOptions): Canceller {
  const send = createApiClient(options);
  const accepted: Cancellation[] = [];
  const surprises: string[] = [];

  /** Resolves to whether it was answered. */
  async function cancelOnce(id: string): Promise<boolean> {
    const answer = await send(`/submissions/${id}/cancel`, { method: 'POST' });
    if (answer === undefined || answer.status >= 500) {
      return false;
    }
    const record = records().find((one) => one.id === id);
    if (answer.status === 202) {
      const { cancelledAt, counts } = Submission.parse(answer.body);
      const { total, ...others } = counts;
      if (counts.pending < 0 || Object.values(others).reduce((sum, count) => sum + count, 0) !== total) {
        surprises.push(`${id} was cancelled with counts that do not add up: ${JSON.stringify(counts)}`);
      }
      accepted.push({ submissionId: id, cancelledAt });
    } else if (codeOf(answer) !== expectedRefusal(record)) {
      surprises.push(`the cancellation of ${id} got a ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return true;
  }

  async function insist(id: string): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS && !(await cancelOnce(id)); attempt += 1) {
      await sleep(PAUSE_MS);
    }
  }

  async function cancelEach(list: readonly SubmissionRecord[]): Promise<void> {
    await Promise.all(list.flatMap(({ id }) => [insist(id), insist(id)]));
  }

  return {
    accepted,
    surprises,
    async cancelLater({ atMs, cancelsAfterMs = [] }, number) {
      await Promise.all(
        cancelsAfterMs.map(async (afterMs) => {
          await sleep(atMs + afterMs);
          await cancelEach(records().filter(({ requestId }) => requestId === String(number)));
        }),
      );
    },
    cancelAll: () => cancelEach(records()),
  };
}

function expectedRefusal(record: SubmissionRecord | undefined): string {
  if (record?.importId !== undefined) {
    return 'SUBMISSION_OF_IMPORT';
  }
  return record !== undefined && isComplete(record) ? 'SUBMISSION_ENDED' : 'none';
}
