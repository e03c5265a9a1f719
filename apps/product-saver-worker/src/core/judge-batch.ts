import type { Delivery } from './delivery.ts';
import { OutOfTimeError } from './failure.ts';
import type { Journal } from './journal.ts';
import { readMessage, type Reading } from './read-message.ts';
import { saveItems, type SaveAttempt, type SaveItemsDeps } from './save-items.ts';
import { judgeAttempt, judgeUnreadable, type Verdict } from './verdict.ts';

export interface JudgeBatchDeps extends SaveItemsDeps {
  readonly journal: Pick<Journal, 'forRecord'>;
  readonly maxReceiveCount: number;
}

/** Saves what can be read and saved, and says of each delivery, in order, what is to become of it. */
export async function judgeBatch(deliveries: readonly Delivery[], deps: JudgeBatchDeps): Promise<Verdict[]> {
  const read = deliveries.map((delivery) => ({ delivery, reading: readMessage(delivery.body) }));
  const items = read.flatMap(({ reading }) => (reading.kind === 'item' ? [reading.item] : []));
  const attempts = await saveItems(items, deps);

  function judge(delivery: Delivery, reading: Reading): Verdict {
    if (reading.kind === 'unreadable') {
      return judgeUnreadable(delivery, reading);
    }
    const { item } = reading;
    const attempt = attempts.get(item.revision) ?? notBegun();
    if (attempt.status === 'fulfilled') {
      const { save, at } = attempt.value;
      deps.journal.forRecord(delivery, item).saved(save, at.getTime() - Date.parse(item.acceptedAt));
    }
    return judgeAttempt(delivery, item, attempt, deps.maxReceiveCount);
  }
  return read.map(({ delivery, reading }) => judge(delivery, reading));
}

function notBegun(): SaveAttempt {
  return { status: 'rejected', reason: new OutOfTimeError('too little time was left to begin this save') };
}
