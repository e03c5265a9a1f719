import pMap from 'p-map';
import type { Item } from './item.ts';
import type { ProductStore, Save } from './product-store.ts';
import type { TimeBudget } from './time-budget.ts';

/**
 * Writes at once, within one invocation. Ten, a batch as the queue gives it without a window, take one round trip; with a window, more
 * wait here and not at the table. Times the mapping's maximum concurrency, it is the most that the table ever sees at once.
 */
const MAX_PARALLEL_SAVES = 10;

export type SaveAttempt = PromiseSettledResult<{ readonly save: Save; readonly at: Date }>;

export interface SaveItemsDeps {
  readonly products: ProductStore;
  readonly time: Pick<TimeBudget, 'maySave'>;
  readonly now: () => Date;
}

/**
 * Saves each item once, however often it is listed, and gives the attempts by revision; one that is missing was not begun, for want of
 * time. Items of one product follow one another, oldest first: in parallel the newest could win first, and supersede the others for
 * nothing.
 */
export async function saveItems(
  items: readonly Item[],
  { products, time, now }: SaveItemsDeps,
): Promise<ReadonlyMap<Item['revision'], SaveAttempt>> {
  const attempts = new Map<Item['revision'], SaveAttempt>();

  async function attempt(item: Item): Promise<SaveAttempt> {
    try {
      const save = await products.save(item);
      return { status: 'fulfilled', value: { save, at: now() } };
    } catch (reason) {
      return { status: 'rejected', reason };
    }
  }

  async function saveInOrder(sameProduct: readonly Item[]): Promise<void> {
    for (const item of sameProduct) {
      if (time.maySave()) {
        attempts.set(item.revision, await attempt(item));
      }
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
