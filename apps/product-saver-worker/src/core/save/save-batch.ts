import type { Item } from '@async-catalog/product-operations';
import pLimit from 'p-limit';
import { afterRead, afterSave, type Delivery, type Finding } from '../conclusion.ts';
import { OutOfTimeError, RefusedError } from '../errors.ts';
import type { HandleBatchDeps, SavedItem } from '../ports.ts';
import { readMessage } from '../read/read-message.ts';
import type { Cancellations, Round } from './cancellations.ts';

/**
 * Parallel writes of one invocation. Multiplied by the mappings' maximum concurrency, it is the most that the
 * table gets at once.
 */
const MAX_PARALLEL_SAVES = 10;

type SaveDeps = Pick<HandleBatchDeps, 'products' | 'telemetry' | 'isThrottled' | 'now'> & {
  readonly cancellations: Cancellations;
};

/** Reads and saves a batch. Returns a finding for each delivery, in order. */
export async function saveBatch(
  deliveries: readonly Delivery[],
  signal: AbortSignal,
  deps: SaveDeps,
): Promise<Finding[]> {
  const records = deliveries.map((delivery) => ({
    delivery,
    reading: readMessage(delivery.body, deps.now()),
  }));
  const items = new Map(
    records.flatMap(({ reading }) =>
      reading.kind === 'item' ? [[keyOf(reading.item), reading.item] as const] : [],
    ),
  );
  const firstReceives = new Map(
    records.flatMap(({ reading, delivery: { firstReceivedAt } }) =>
      reading.kind === 'item' ? [[keyOf(reading.item), firstReceivedAt] as const] : [],
    ),
  );
  const receiveCounts = new Map(
    records.flatMap(({ reading, delivery: { receiveCount } }) =>
      reading.kind === 'item' ? [[keyOf(reading.item), receiveCount] as const] : [],
    ),
  );
  const attempts = await saveEach([...items.values()], firstReceives, signal, deps);
  deps.telemetry.saved(
    [...items].flatMap(([key, item]) => {
      const attempt = attempts.get(key);
      return attempt?.status === 'fulfilled'
        ? [{ item, ...attempt.value, receiveCount: receiveCounts.get(key) ?? 1 }]
        : [];
    }),
  );
  for (const [key, item] of items) {
    const attempt = attempts.get(key);
    if (attempt?.status === 'rejected' && attempt.reason instanceof RefusedError) {
      deps.telemetry.refused(item, attempt.reason.failure);
    }
  }
  return records.map(({ delivery, reading }) =>
    reading.kind === 'item'
      ? afterSave(delivery, reading.item, attempts.get(keyOf(reading.item))!)
      : afterRead(delivery, reading),
  );
}

/** Identifies an item. A message that contradicts its submission can have the revision of a genuine one, of another product. */
function keyOf({ revision, productId }: Item): string {
  return `${revision}/${productId}`;
}

const CANCELLED = { kind: 'cancelled' } as const;

type Effect = Omit<SavedItem, 'item' | 'receiveCount'>;
type Attempt = PromiseSettledResult<Effect>;

/**
 * Saves each item, in rounds, and returns the attempts by key, as the first receives are. Items of one product follow one
 * another, oldest first: in parallel, the newest could win and supersede the others needlessly.
 */
async function saveEach(
  items: readonly Item[],
  firstReceives: ReadonlyMap<string, Date>,
  signal: AbortSignal,
  { products, cancellations, isThrottled, now }: SaveDeps,
): Promise<ReadonlyMap<string, Attempt>> {
  const attempts = new Map<string, Attempt>();
  const limit = pLimit(MAX_PARALLEL_SAVES);

  /** @throws when it is not known to be saved. */
  async function save(item: Item, { isCancelled }: Round): Promise<Effect> {
    if (signal.aborted) {
      throw new OutOfTimeError('too little time was left to begin this save');
    }
    const effect = isCancelled(item)
      ? // An earlier delivery can have saved it, and died before it settled that.
        ((await products.findSave(item, signal)) ?? CANCELLED)
      : await products.save(item, signal, firstReceives.get(keyOf(item)));
    return { save: effect, latencyMs: now().getTime() - Date.parse(item.acceptedAt) };
  }

  async function saveInOrder(sameProduct: readonly Item[], round: Round): Promise<void> {
    for (const item of sameProduct) {
      const [attempt] = await Promise.allSettled([save(item, round)]);
      attempts.set(keyOf(item), attempt);
      if (attempt.status === 'rejected' && isThrottled(attempt.reason)) {
        limit.concurrency = Math.ceil(limit.concurrency / 2);
      }
    }
  }

  const byAge = items.toSorted((a, b) => (a.revision < b.revision ? -1 : 1));
  for await (const round of cancellations.rounds(byAge)) {
    const byProduct = Map.groupBy(round.items, ({ productId }) => productId);
    await limit.map(byProduct.values(), (sameProduct) => saveInOrder(sameProduct, round));
  }
  return attempts;
}
