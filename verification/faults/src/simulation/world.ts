import { BULK_LANE, type Lane, PRODUCT_LANE, visibilityTimeoutOf } from '@async-catalog/infra/worker-settings';
import {
  createApps,
  DEAD_LETTER_QUEUE,
  PRODUCT_BULK_QUEUE,
  PRODUCT_QUEUE,
  PRODUCT_TABLE,
  SUBMISSION_TABLE,
} from './apps.ts';
import { runEventSourceMapping } from './event-source-mapping.ts';
import { createFaultPlan } from './fault-plan.ts';
import { applyVersion, isPoisoned, type History } from './history.ts';
import { createPrematureOutcomes } from './premature-outcomes.ts';
import { createProcess, currentProcess, type Process } from './process.ts';
import { createRandomness } from './randomness.ts';
import { type ClientResult, sendRequest } from './send-request.ts';
import { createDynamoDb, type Attributes } from './services/dynamodb.ts';
import { createQueue, type Message, type Queue } from './services/queue.ts';
import { createS3 } from './services/s3.ts';
import { createSqs } from './services/sqs.ts';
import { sleep } from './sleep.ts';
import { createSubmissionIds } from './submission-ids.ts';
import { createTransport } from './transport.ts';
import { startVirtualTime } from './virtual-time.ts';

/** Time within which late calls are executed and delayed batches are delivered. */
const LATE_EFFECTS_MS = 10 * 60 * 1000;

/** Time limit for the queues to drain: longer than the longest outage, and than a message is retried. */
const MAX_DRAIN_MS = 30 * 60 * 60 * 1000;

export type World = ReturnType<typeof createWorld>;

/**
 * Marks a process as disrupted by any fault other than a failing product table, which the worker must handle
 * completely.
 */
function onFault(process: Process, point: string): void {
  if (!point.startsWith(`${PRODUCT_TABLE}.`)) {
    process.disrupt();
  }
}

/** Starts the clients, the two functions, the queues and their mapping, over simulated services. */
export function createWorld(history: History) {
  const randomness = createRandomness(history.seed);
  const time = startVirtualTime(randomness);
  const faults = createFaultPlan(history.faults, history.outages);
  const saves: Attributes[] = [];
  const errors: unknown[] = [];
  let repaired = false;

  const { maxReceiveCount } = history;
  const deadLetters = createQueue({
    name: DEAD_LETTER_QUEUE,
    visibilityTimeoutMs: visibilityTimeoutOf(BULK_LANE).toMilliseconds(),
    randomness,
  });
  const createLane = (name: string, lane: Lane): Queue =>
    createQueue({
      name,
      visibilityTimeoutMs: visibilityTimeoutOf(lane).toMilliseconds(),
      randomness,
      redrive: { maxReceiveCount, to: deadLetters },
      rewrite: applyVersion,
    });
  const queue = createLane(PRODUCT_QUEUE, PRODUCT_LANE);
  const bulkQueue = createLane(PRODUCT_BULK_QUEUE, BULK_LANE);
  const onQueue = (): Message[] => [...queue.messages, ...bulkQueue.messages];
  const sentAt = () => [...queue.sent, ...bulkQueue.sent];
  const sent = (): string[] => sentAt().map(({ body }) => body);
  const prematureOutcomes = createPrematureOutcomes({ onQueue, sent, saves, maxReceiveCount });
  const dynamodb = createDynamoDb({
    tableNames: [PRODUCT_TABLE, SUBMISSION_TABLE],
    conditionFailuresReturnItem: history.conditionFailuresReturnItem,
    isTooLarge: (tableName, command) => !repaired && tableName === PRODUCT_TABLE && isPoisoned(command),
    onWrite: (tableName, item) =>
      tableName === PRODUCT_TABLE ? saves.push(item) : prematureOutcomes.observe(item),
  });
  const sqs = createSqs([queue, bulkQueue, deadLetters]);
  const s3 = createS3();
  const shared = { faults, randomness, onFault };
  const apps = createApps({
    transports: {
      dynamodb: createTransport({ ...shared, service: dynamodb }),
      sqs: createTransport({ ...shared, service: sqs, failHalfOfNextBatch: sqs.failHalfOfNextBatch }),
      s3: createTransport({ ...shared, service: s3 }),
    },
    maxReceiveCount,
    newSubmissionId: createSubmissionIds(randomness),
  });

  let processes = 0;
  const newProcess = (name: string) => (): Process => createProcess(name, (processes += 1));

  const mappings = { product: queue, bulk: bulkQueue };
  for (const lane of ['product', 'bulk'] as const) {
    void runEventSourceMapping({
      ...history.lanes[lane],
      randomness,
      queue: mappings[lane],
      worker: apps.worker,
      faults,
      newProcess: newProcess('worker'),
      onError: (error) => errors.push(error),
    });
  }
  const pending = history.requests.map((request, number) =>
    sendRequest(request, number, { processor: apps.processor, newProcess: newProcess('processor') }),
  );
  history.strayMessages.forEach((body) => queue.send({ body, attributes: {} }));

  async function drain(): Promise<void> {
    const endsAt = Date.now() + MAX_DRAIN_MS;
    do {
      const emptied = Promise.all([queue.emptied(), bulkQueue.emptied()]);
      await Promise.race([emptied, sleep(endsAt - Date.now())]);
      await sleep(LATE_EFFECTS_MS);
    } while (onQueue().length > 0 && Date.now() < endsAt);
  }

  async function untilQuiet(): Promise<ClientResult[]> {
    const results = await Promise.all(pending);
    await drain();
    return results;
  }

  return {
    /** Waits until every client is done and the queues are empty, which faults may delay but not prevent. */
    quiesce: () => time.run(untilQuiet()),

    /**
     * Makes poisoned products savable, redrives all dead letters to the queue of large submissions, and waits
     * until the queues are empty.
     */
    redrive(): Promise<void> {
      repaired = true;
      deadLetters.clear().forEach((message) => bulkQueue.redeliver(message));
      return time.run(drain());
    },
    /**
     * Listens to the log, because only it distinguishes a batch that failed as a whole from one whose
     * messages all failed.
     */
    onErrorLog: (line: unknown): void => {
      // Timers of a crashed process still fire.
      if (String(line).includes('"Batch failed"') && !currentProcess().crashed) {
        errors.push(line);
      }
    },
    saves: saves as readonly Attributes[],
    errors: errors as readonly unknown[],
    faults,
    deadLetters: (): readonly Message[] => deadLetters.messages,
    onQueue,
    sent,
    sentAt,
    settledAt: prematureOutcomes.settledAt,
    history,
    strayMessages: history.strayMessages,
    prematureOutcomes: prematureOutcomes.found,
    records: () => dynamodb.itemsOf(SUBMISSION_TABLE),
    products: () => dynamodb.itemsOf(PRODUCT_TABLE),
    objects: s3.objects,
    tableCalls: dynamodb.calls,
    dispose: () => time[Symbol.dispose](),
  };
}
