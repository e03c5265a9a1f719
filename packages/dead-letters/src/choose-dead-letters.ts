import type { DeadLetterQueue, ReceivedDeadLetter } from './dead-letter-queue.ts';

/** Ids of dead letters, or all of them. */
export type Choice = readonly string[] | 'all';

export interface Chosen {
  /** Number of dead letters that were worked on. */
  readonly count: number;
  /** Ids that no dead letter has, as far as the search went. */
  readonly notFound: readonly string[];
  /** Whether the search saw the whole queue, except what others had received. */
  readonly sawAll: boolean;
}

export interface Search {
  readonly choice: Choice;
  /** Leaves alone the dead letters that were sent later. */
  readonly sentBefore?: Date;
  /** Ends the search when this many are chosen. */
  readonly atMost?: number;
  /** Ends the search after what it has received when it aborts. */
  readonly signal?: AbortSignal;
}

/**
 * Receives until it has found every chosen dead letter, works on each, up to ten at once, and releases the others. It keeps no body, so that
 * a search through thousands needs little memory.
 */
export async function forChosen(
  queue: DeadLetterQueue,
  { choice, sentBefore, atMost, signal }: Search,
  work: (received: ReceivedDeadLetter) => Promise<'gone' | 'stays'>,
): Promise<Chosen> {
  const ids = choice === 'all' ? undefined : new Set(choice);
  const most = atMost ?? ids?.size ?? Infinity;
  const found = new Set<string>();
  // SQS can deliver a message twice: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
  const isNew = ({ deadLetter: { id } }: ReceivedDeadLetter): boolean => !found.has(id);
  const isChosen = ({ deadLetter: { id, sentAt } }: ReceivedDeadLetter): boolean =>
    ids?.has(id) ?? (sentBefore === undefined || sentAt < sentBefore);
  const staying = new Set<string>();
  let sawAll = true;
  try {
    for await (const received of queue.receive()) {
      received.forEach(({ receipt }) => staying.add(receipt));
      const chosen = received.filter((one) => isChosen(one) && isNew(one)).slice(0, most - found.size);
      const results = await Promise.allSettled(
        chosen.map(async (one) => {
          if ((await work(one)) === 'gone') {
            staying.delete(one.receipt);
          }
          found.add(one.deadLetter.id);
        }),
      );
      throwFirst(results);
      if (found.size >= most || signal?.aborted === true) {
        sawAll = false;
        break;
      }
    }
  } finally {
    await queue.release([...staying]);
  }
  const notFound = [...(ids ?? [])].filter((id) => !found.has(id));
  return { count: found.size, notFound, sawAll };
}

function throwFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
}
