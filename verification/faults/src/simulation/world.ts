import { VISIBILITY_TIMEOUT } from '@async-catalog/infra/worker-settings';
import { createApps, DEAD_LETTER_QUEUE, PRODUCT_QUEUE, PRODUCT_TABLE, SUBMISSION_TABLE } from './apps.ts';
import { setEnvironment } from './config.ts';
import { type Grant, pursue, type Wish } from './consumer.ts';
import { createEarlyFailures } from './early-failures.ts';
import { mapQueueToWorker } from './event-source-mapping.ts';
import { createFaultPlan, type Fault, type Outage } from './faults.ts';
import { createProcess, currentProcess, type Process } from './process.ts';
import { createRandomness } from './randomness.ts';
import { createDynamoDb, type Attributes } from './services/dynamodb.ts';
import { createQueue, type Message } from './services/queue.ts';
import { createS3 } from './services/s3.ts';
import { createSqs } from './services/sqs.ts';
import { createSubmissionIds } from './submission-ids.ts';
import { createTransport } from './transport.ts';
import { startVirtualTime } from './virtual-time.ts';

/** Everything that decides what happens. */
export interface History {
  /** Of latencies, the order of deliveries, the SDK's jitter. */
  readonly seed: number;
  readonly wishes: readonly Wish[];
  readonly faults: readonly Fault[];
  readonly outages: readonly Outage[];
  /** Put on the queue by hand, when the history begins. */
  readonly garbage: readonly string[];
  readonly mapping: {
    readonly batchSize: number;
    readonly batchingWindowMs: number;
    readonly concurrency: number;
  };
  readonly maxReceiveCount: number;
  /** DynamoDB tells which item a refused condition met; some emulators don't. */
  readonly conditionFailuresTellItem: boolean;
}

/** A product with this description can't be saved until the reason is mended. */
export const POISON = 'poison';

function isPoisoned(json: string): boolean {
  return json.includes(`"${POISON}"`);
}

/** What nobody waits for any more still lands, and what was delayed is still delivered, within this time. */
const AFTERMATH_MS = 10 * 60 * 1000;

/** More than five deliveries that are all cut off, and an outage; whatever is on the queue after that stays there. */
const LONGEST_DRAIN_MS = 3 * 60 * 60 * 1000;

export type World = ReturnType<typeof createWorld>;

let warm = false;

/**
 * Lives through a history, in virtual time. The first one of a process is preceded by an idle one: in that, the SDK reads its
 * configuration files, which takes real time, and virtual time must not pass meanwhile.
 */
export async function inWorld<T>(history: History, live: (world: World) => Promise<T>): Promise<T> {
  if (!warm) {
    warm = true;
    await inWorld(IDLE, (world) => world.settle());
  }
  setEnvironment();
  const { warn, error } = console;
  const world = createWorld(history);
  // Powertools warns of what comes from running side by side in one process.
  console.warn = () => {};
  console.error = world.hear;
  try {
    return await live(world);
  } finally {
    world.dispose();
    Object.assign(console, { warn, error });
  }
}

const IDLE: History = {
  seed: 0,
  wishes: [
    { atMs: 0, products: [{ name: 'Tea', price: 1 }, { name: 'Tea' }], key: 'key', copies: 1 },
    { atMs: 0, products: [{ name: 'Tea', price: 1 }], key: undefined, copies: 1 },
  ],
  faults: [],
  outages: [],
  garbage: [],
  mapping: { batchSize: 10, batchingWindowMs: 1, concurrency: 1 },
  maxReceiveCount: 5,
  conditionFailuresTellItem: false,
};

/** A table that refuses products is what the worker has to live with; anything else can keep it from telling what it did. */
function onFault(process: Process, point: string): void {
  if (!point.startsWith(`${PRODUCT_TABLE}.`)) {
    process.trouble();
  }
}

/** Consumers, the processor, the queue, its mapping, the worker and what they write to. */
function createWorld(history: History) {
  const randomness = createRandomness(history.seed);
  const time = startVirtualTime(randomness);
  const faults = createFaultPlan(history.faults, history.outages);
  const saves: Attributes[] = [];
  const errors: unknown[] = [];
  let mended = false;

  const visibilityTimeoutMs = VISIBILITY_TIMEOUT.toMilliseconds();
  const deadLetters = createQueue({ visibilityTimeoutMs, randomness });
  const queue = createQueue({
    visibilityTimeoutMs,
    randomness,
    redrive: { maxReceiveCount: history.maxReceiveCount, to: deadLetters },
  });
  const early = createEarlyFailures(queue, history.maxReceiveCount, ({ body }) => isPoisoned(body));
  const dynamodb = createDynamoDb({
    tableNames: [PRODUCT_TABLE, SUBMISSION_TABLE],
    conditionFailuresTellItem: history.conditionFailuresTellItem,
    refusesAsTooLarge: (tableName, command) => !mended && tableName === PRODUCT_TABLE && isPoisoned(command),
    onWrite: (tableName, item) => (tableName === PRODUCT_TABLE ? saves.push(item) : early.observe(item)),
  });
  const sqs = createSqs({ [PRODUCT_QUEUE]: queue, [DEAD_LETTER_QUEUE]: deadLetters });
  const s3 = createS3();
  const shared = { faults, randomness, onFault };
  const apps = createApps({
    transports: {
      dynamodb: createTransport({ ...shared, service: dynamodb }),
      sqs: createTransport({ ...shared, service: sqs, failHalfOfNextBatch: sqs.failHalfOfNextBatch }),
      s3: createTransport({ ...shared, service: s3 }),
    },
    maxReceiveCount: history.maxReceiveCount,
    newSubmissionId: createSubmissionIds(randomness),
  });

  let processes = 0;
  const newProcess = (name: string) => (): Process => createProcess(name, (processes += 1));

  void mapQueueToWorker({
    ...history.mapping,
    randomness,
    queue,
    worker: apps.worker,
    faults,
    newProcess: newProcess('worker'),
    onError: (error) => errors.push(error),
  });
  const grants = history.wishes.map((wish, number) =>
    pursue(wish, number, { processor: apps.processor, newProcess: newProcess('processor') }),
  );
  history.garbage.forEach((body) => queue.send({ body, attributes: {} }));

  async function drain(): Promise<void> {
    const endsAt = Date.now() + LONGEST_DRAIN_MS;
    do {
      await Promise.race([queue.emptied(), pass(endsAt - Date.now())]);
      await pass(AFTERMATH_MS);
    } while (queue.messages.length > 0 && Date.now() < endsAt);
  }

  async function untilDustSettles(): Promise<Grant[]> {
    const granted = await Promise.all(grants);
    await drain();
    return granted;
  }

  return {
    /** Until everybody has an answer, and the queue is empty: every fault happens once, so both should be. */
    settle: () => time.run(untilDustSettles()),

    /** What made products fail is mended, and all dead letters go back to the queue, until it is empty again. */
    redrive(): Promise<void> {
      mended = true;
      deadLetters.clear().forEach((message) => queue.takeAnew(message));
      return time.run(drain());
    },
    /** What the functions log. A batch that fails as a whole is handed back like one that could be handled: only the log tells. */
    hear: (line: unknown): void => {
      // The timers of the dead still go off.
      if (String(line).includes('"Batch failed"') && !currentProcess().dead) {
        errors.push(line);
      }
    },
    saves: saves as readonly Attributes[],
    errors: errors as readonly unknown[],
    faults,
    deadLetters: (): readonly Message[] => deadLetters.messages,
    onQueue: (): readonly Message[] => queue.messages,
    sent: queue.sent,
    garbage: history.garbage,
    /** Items that were told failed while they could still be saved. */
    early: early.places,
    records: () => dynamodb.itemsOf(SUBMISSION_TABLE),
    products: () => dynamodb.itemsOf(PRODUCT_TABLE),
    objects: s3.objects,
    /** What DynamoDB was asked, and what it answered. */
    tableCalls: dynamodb.done,
    dispose: () => time[Symbol.dispose](),
  };
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
