import pMap from 'p-map';
import { afterRead, afterSave, type Delivery, type Finding, type SaveAttempt } from '../conclusion.ts';
import { OutOfTimeError } from '../errors.ts';
import type { ProductStore, WorkerTelemetry } from '../ports.ts';
import { readMessage, type Item } from '../read/read-message.ts';

/**
 * Writes at once, within one invocation: a batch of ten takes one round trip. Times the mapping's maximum
 * concurrency, it is the most that the table ever sees at once; a batching window's larger batches wait here.
 */
const MAX_PARALLEL_SAVES = 10;

export interface SaveBatchDeps {
  readonly products: ProductStore;
  readonly telemetry: Pick<WorkerTelemetry, 'saved'>;
  readonly time: { readonly maySave: () => boolean };
  readonly now: () => Date;
}

/** Reads and saves a batch. Returns a finding for each delivery, in order. */
export async function saveBatch(deliveries: readonly Delivery[], deps: SaveBatchDeps): Promise<Finding[]> {
  const records = deliveries.map((delivery) => ({
    delivery,
    reading: readMessage(delivery.body, deps.now()),
  }));
  const items = records.flatMap(({ reading }) => (reading.kind === 'item' ? [reading.item] : []));
  const attempts = await saveItems(items, deps);

  const attemptOf = ({ revision }: Item): SaveAttempt => attempts.get(revision) ?? notBegun();
  deps.telemetry.saved(
    items.flatMap((item) => {
      const attempt = attemptOf(item);
      return 'save' in attempt ? [{ item, ...attempt }] : [];
    }),
  );
  return records.map(({ delivery, reading }) =>
    reading.kind === 'item'
      ? afterSave(delivery, reading.item, attemptOf(reading.item))
      : afterRead(delivery, reading),
  );
}

/**
 * Saves each item once, however many deliveries it has, and returns the attempts by revision; without time,
 * none is begun. Items of one product follow one another, oldest first: in parallel, the newest could win and
 * supersede the others needlessly.
 */
async function saveItems(
  items: readonly Item[],
  { products, time, now }: SaveBatchDeps,
): Promise<ReadonlyMap<Item['revision'], SaveAttempt>> {
  const attempts = new Map<Item['revision'], SaveAttempt>();

  async function attempt(item: Item): Promise<SaveAttempt> {
    try {
      const save = await products.save(item);
      return { save, latencyMs: now().getTime() - Date.parse(item.acceptedAt) };
    } catch (cause) {
      return { cause };
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

function notBegun(): SaveAttempt {
  return { cause: new OutOfTimeError('too little time was left to begin this save') };
}
