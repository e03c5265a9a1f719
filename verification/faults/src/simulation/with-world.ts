import { setEnvironment } from './config.ts';
import type { History } from './history.ts';
import { createWorld, type World } from './world.ts';

let warm = false;

/**
 * Runs a history in virtual time. The first call runs an empty history before, in which the SDK reads its
 * configuration files in real time.
 */
export async function withWorld<T>(history: History, run: (world: World) => Promise<T>): Promise<T> {
  if (!warm) {
    warm = true;
    await withWorld(WARM_UP, (world) => world.quiesce());
  }
  setEnvironment();
  const { warn, error } = console;
  const world = createWorld(history);
  // Powertools warns about invocations that overlap in one process.
  console.warn = () => {};
  console.error = world.onErrorLog;
  try {
    return await run(world);
  } finally {
    world.dispose();
    Object.assign(console, { warn, error });
  }
}

const WARM_UP: History = {
  seed: 0,
  requests: [
    { atMs: 0, products: [{ name: 'Tea', price: 1 }, { name: 'Tea' }], key: 'key', copies: 1 },
    { atMs: 0, products: [{ name: 'Tea', price: 1 }], key: undefined, copies: 1 },
  ],
  imports: [
    {
      atMs: 0,
      rows: [{ op: 'merge', sku: 'A', name: 'Tea', price: '1', brand: '' }],
      isDirect: false,
      copies: 1,
      cancelAfterMs: undefined,
      polls: true,
    },
  ],
  chunkItems: 2,
  faults: [],
  outages: [],
  strayMessages: [],
  lanes: {
    product: { batchSize: 10, batchingWindowMs: 1, concurrency: 1 },
    bulk: { batchSize: 10, batchingWindowMs: 1, concurrency: 1 },
  },
  maxReceiveCount: 5,
  clockSkewMs: 0,
  mixesVersions: false,
  firstRedrive: { part: false, cancels: false, traffic: [] },
  conditionFailuresReturnItem: false,
};
