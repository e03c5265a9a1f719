import pMap from 'p-map';
import { afterRead, afterSave, type Delivery, type Finding } from '../conclusion.ts';
import { OutOfTimeError } from '../errors.ts';
import type { HandleBatchDeps, SavedItem } from '../ports.ts';
import { readMessage, type Item } from '../read/read-message.ts';

/**
 * Parallel writes of one invocation. Multiplied by the mapping's maximum concurrency, it is the most that the
 * table gets at once.
 */
const MAX_PARALLEL_SAVES = 10;

/** Reads and saves a batch. Returns a finding for each delivery, in order. */
export async function saveBatch(
  deliveries: readonly Delivery[],
  maySave: () => boolean,
  { products, telemetry, now }: Pick<HandleBatchDeps, 'products' | 'telemetry' | 'now'>,
): Promise<Finding[]> {
  /** @throws when nothing is known to be saved. */
  async function saveInTime(item: Item): Promise<Omit<SavedItem, 'item'>> {
    if (!maySave()) {
      throw new OutOfTimeError('too little time was left to begin this save');
    }
    const save = await products.save(item);
    return { save, latencyMs: now().getTime() - Date.parse(item.acceptedAt) };
  }

  const records = deliveries.map((delivery) => ({ delivery, reading: readMessage(delivery.body, now()) }));
  const items = records.flatMap(({ reading }) => (reading.kind === 'item' ? [reading.item] : []));
  const attempts = await saveEach(items, saveInTime);
  telemetry.saved(
    items.flatMap((item) => {
      const attempt = attempts.get(item.revision);
      return attempt?.status === 'fulfilled' ? [{ item, ...attempt.value }] : [];
    }),
  );
  return records.map(({ delivery, reading }) =>
    reading.kind === 'item'
      ? afterSave(delivery, reading.item, attempts.get(reading.item.revision)!)
      : afterRead(delivery, reading),
  );
}

/**
 * Saves each item once, however many deliveries it has, and returns the attempts by revision. Items of one
 * product follow one another, oldest first: in parallel, the newest could win and supersede the others
 * needlessly.
 */
async function saveEach<Saved>(
  items: readonly Item[],
  save: (item: Item) => Promise<Saved>,
): Promise<ReadonlyMap<Item['revision'], PromiseSettledResult<Saved>>> {
  const attempts = new Map<Item['revision'], PromiseSettledResult<Saved>>();

  async function saveInOrder(sameProduct: readonly Item[]): Promise<void> {
    for (const item of sameProduct) {
      const [attempt] = await Promise.allSettled([save(item)]);
      attempts.set(item.revision, attempt);
    }
  }

  await pMap(groupByProduct(items), saveInOrder, { concurrency: MAX_PARALLEL_SAVES });
  return attempts;
}

function groupByProduct(items: readonly Item[]): Item[][] {
  const distinct = new Map(items.map((item) => [item.revision, item]));
  const byAge = [...distinct.values()].sort((a, b) => (a.revision < b.revision ? -1 : 1));
  return [...Map.groupBy(byAge, ({ productId }) => productId).values()];
}
