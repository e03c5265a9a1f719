import type { Delivery } from './delivery.ts';
import { OutOfTimeError } from './failure.ts';
import type { Journal, RecordJournal } from './journal.ts';
import { readMessage, type Reading } from './read-message.ts';
import { saveItems, type SaveAttempt, type SaveItemsDeps } from './save-items.ts';
import { judgeAttempt, judgeUnreadable, type Verdict } from './verdict.ts';

export interface JudgeBatchDeps extends SaveItemsDeps {
  readonly journal: Pick<Journal, 'forRecord'>;
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

  function judge(delivery: Delivery, reading: Reading, record: RecordJournal): Verdict {
    if (reading.kind === 'unreadable') {
      return judgeUnreadable(reading);
    }
    const { item } = reading;
    const attempt = attempts.get(item.revision) ?? notBegun();
    if (attempt.status === 'fulfilled') {
      const { save, at } = attempt.value;
      record.saved(save, at.getTime() - Date.parse(item.acceptedAt));
    }
    return judgeAttempt(item, attempt, { receiveCount: delivery.receiveCount, isLast: isLast(delivery) });
  }

  return records.map(({ delivery, reading, journal: record }) => ({
    delivery,
    journal: record,
    verdict: judge(delivery, reading, record),
  }));
}

function notBegun(): SaveAttempt {
  return { status: 'rejected', reason: new OutOfTimeError('too little time was left to begin this save') };
}
