import type { Item } from '@async-catalog/product-operations';
import type { ImportId, SubmissionId } from '@async-catalog/product-schema';
import type { HandleBatchDeps } from '../ports.ts';

/**
 * Saves of an invocation that begin on one reading of the marks of cancellation. Times the bulk lane's maximum concurrency, 10, it is the
 * most that a submission or an import can still have saved once its cancellation is answered: 1,000 items.
 */
export const SAVES_PER_READ = 100;

/** Items that may be saved on one reading. */
export interface Round {
  readonly items: readonly Item[];
  /**
   * Tells whether the submission of an item is cancelled or, where it is a chunk, its import.
   * @throws the cause if that could not be read.
   */
  readonly isCancelled: (item: Item) => boolean;
}

export interface Cancellations {
  /** Splits items, in their order. Save all of a round before the next one, or more would begin on one reading. */
  readonly rounds: (items: readonly Item[]) => AsyncGenerator<Round, void, undefined>;
}

/**
 * Reads the marks of the submissions and imports that the items of an invocation belong to: each one once for so many
 * saves, also where the read fails.
 */
export function createCancellations(
  { submissions, imports }: Pick<HandleBatchDeps, 'submissions' | 'imports'>,
  signal: AbortSignal,
): Cancellations {
  const marks = new Map<SubmissionId | ImportId, PromiseSettledResult<boolean>>();
  let savesLeft = 0;

  async function readSubmissions(ids: readonly SubmissionId[]): Promise<void> {
    if (ids.length === 0) {
      return;
    }
    const [read] = await Promise.allSettled([submissions.findCancelled(ids, signal)]);
    for (const id of ids) {
      marks.set(id, read.status === 'rejected' ? read : { ...read, value: read.value.has(id) });
    }
  }

  async function readImport(id: ImportId): Promise<void> {
    const [read] = await Promise.allSettled([imports.isCancelled(id, signal)]);
    marks.set(id, read);
  }

  async function readMarks(items: readonly Item[]): Promise<void> {
    const unread = items.filter((item) => !marks.has(markedBy(item)));
    const chunked = new Set(unread.flatMap(({ importId }) => importId ?? []));
    const single = new Set(
      unread.flatMap(({ importId, submissionId }) => (importId === undefined ? submissionId : [])),
    );
    await Promise.all([readSubmissions([...single]), ...[...chunked].map(readImport)]);
  }

  return {
    async *rounds(items) {
      let at = 0;
      while (at < items.length) {
        if (savesLeft === 0) {
          marks.clear();
          savesLeft = SAVES_PER_READ;
        }
        const round = items.slice(at, at + savesLeft);
        savesLeft -= round.length;
        at += round.length;
        await readMarks(round);
        yield { items: round, isCancelled: (item) => valueOf(marks.get(markedBy(item))!) };
      }
    },
  };
}

/** Names the record whose cancellation counts for an item: a chunk has none of its own. */
function markedBy({ importId, submissionId }: Item): SubmissionId | ImportId {
  return importId ?? submissionId;
}

function valueOf(read: PromiseSettledResult<boolean>): boolean {
  if (read.status === 'rejected') {
    throw read.reason;
  }
  return read.value;
}
