import type { Delivery } from './delivery.ts';
import { OutOfTimeError } from './failure.ts';
import type { Item } from './item.ts';
import type { Journal, RecordJournal, SavedItem } from './journal.ts';
import { readMessage, type Reading } from './read-message.ts';
import { saveItems, type SaveAttempt, type SaveItemsDeps } from './save-items.ts';
import { judgeAttempt, judgeUnreadable, type Verdict } from './verdict.ts';

export interface JudgeBatchDeps extends SaveItemsDeps {
  readonly journal: Pick<Journal, 'forRecord' | 'saved'>;
  readonly isLast: (delivery: Delivery) => boolean;
}

export interface JudgedRecord {
  readonly delivery: Delivery;
  readonly journal: RecordJournal;
  readonly verdict: Verdict;
}

/** Saves what can be read and saved, and says of each delivery, in order, what is to become of it. */
export async function judgeBatch(
  deliveries: readonly Delivery[],
  { journal, isLast, ...deps }: JudgeBatchDeps,
): Promise<JudgedRecord[]> {
  const records = deliveries.map((delivery) => {
    const reading = readMessage(delivery.body, deps.now());
    const about = reading.kind === 'item' ? reading.item : reading.origin;
    return { delivery, reading, journal: journal.forRecord(delivery, about) };
  });
  const items = records.flatMap(({ reading }) => (reading.kind === 'item' ? [reading.item] : []));
  const attempts = await saveItems(items, deps);

  const attemptOf = ({ revision }: Item): SaveAttempt => attempts.get(revision) ?? notBegun();
  journal.saved(items.flatMap((item) => savedItem(item, attemptOf(item))));

  function judge(delivery: Delivery, reading: Reading): Verdict {
    return reading.kind === 'unreadable'
      ? judgeUnreadable(reading)
      : judgeAttempt(reading.item, attemptOf(reading.item), {
          receiveCount: delivery.receiveCount,
          isLast: isLast(delivery),
        });
  }

  return records.map(({ delivery, reading, journal: record }) => ({
    delivery,
    journal: record,
    verdict: judge(delivery, reading),
  }));
}

function savedItem(item: Item, attempt: SaveAttempt): SavedItem[] {
  if (attempt.status === 'rejected') {
    return [];
  }
  const { save, at } = attempt.value;
  return [{ item, save, latencyMs: at.getTime() - Date.parse(item.acceptedAt) }];
}

function notBegun(): SaveAttempt {
  return { status: 'rejected', reason: new OutOfTimeError('too little time was left to begin this save') };
}
