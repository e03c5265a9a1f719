import {
  BULK_LANE,
  type Lane,
  PRODUCT_LANE,
  visibilityTimeoutOf,
} from '@async-catalog/infra/worker-settings';
import { IMPORT_MAX_RECEIVE_COUNT, IMPORT_VISIBILITY_TIMEOUT } from '@async-catalog/infra/splitter-settings';
import { isComplete, SubmissionRecord } from '@async-catalog/product-schema';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import {
  createApps,
  DEAD_LETTER_QUEUE,
  IMPORT_QUEUE,
  IMPORT_TABLE,
  LIMIT_TABLE,
  LIST_TABLE,
  PRODUCT_BULK_QUEUE,
  PRODUCT_QUEUE,
  PRODUCT_TABLE,
  SUBMISSION_TABLE,
} from './apps.ts';
import { runEventSourceMapping } from './event-source-mapping.ts';
import { createCanceller } from './canceller.ts';
import { createFaultPlan } from './fault-plan.ts';
import { applyVersion, isPoisoned, toEarlierRecord, type History } from './history.ts';
import { createImportWatch } from './import-watch.ts';
import type { ImportResult } from './importer.ts';
import { itemKeyOf, parseItemRef } from './item-ref.ts';
import { createMarkReads } from './mark-reads.ts';
import { createPrematureOutcomes } from './premature-outcomes.ts';
import { createProcess, currentProcess, type Process } from './process.ts';
import { createProductWrites } from './product-writes.ts';
import { createRandomness } from './randomness.ts';
import { type ClientRequest, type ClientResult, sendRequest } from './send-request.ts';
import { createDynamoDb, type Attributes } from './services/dynamodb.ts';
import { createQueue, type Message, type Queue } from './services/queue.ts';
import { createS3, type StoredObject } from './services/s3.ts';
import { createSqs } from './services/sqs.ts';
import { sleep } from './sleep.ts';
import { createSubmissionIds } from './submission-ids.ts';
import { createSubmissionWatch } from './submission-watch.ts';
import { createTransport } from './transport.ts';
import { startVirtualTime, trueNow } from './virtual-time.ts';

/** Time within which late calls are executed and delayed batches are delivered. */
const LATE_EFFECTS_MS = 10 * 60 * 1000;

/** Time limit for the queues to drain: longer than the longest outage, and than a message is retried. */
const MAX_DRAIN_MS = 30 * 60 * 60 * 1000;

const IMPORT_DEAD_LETTER_QUEUE = 'import-dead-letter-queue';

/** Deliveries of `import-queue` at a time: another reader can overtake one. */
const SPLITTERS = 2;

export interface Redrive {
  /** Leaves some dead letters where they are. */
  readonly part?: boolean;
  /** Cancels everything meanwhile. */
  readonly cancels?: boolean;
  readonly traffic?: readonly ClientRequest[];
}

/** A submission as it became complete, and what the bucket had then. */
export interface Completion {
  readonly record: SubmissionRecord;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

export type World = ReturnType<typeof createWorld>;

/**
 * Marks a process as disrupted by any fault other than a failing product table, which the worker must handle
 * completely, or a failing table of limits, which must change nothing.
 */
function onFault(process: Process, point: string): void {
  if (!point.startsWith(`${PRODUCT_TABLE}.`) && !point.startsWith(`${LIMIT_TABLE}.`)) {
    process.disrupt();
  }
}

/** Starts the clients, the two functions, the queues and their mapping, over simulated services. */
export function createWorld(history: History) {
  const randomness = createRandomness(history.seed);
  const time = startVirtualTime(randomness);
  const faults = createFaultPlan(history.faults, history.outages);
  const writes = createProductWrites();
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
  const importDeadLetters = createQueue({
    name: IMPORT_DEAD_LETTER_QUEUE,
    visibilityTimeoutMs: IMPORT_VISIBILITY_TIMEOUT.toMilliseconds(),
    randomness,
  });
  const importQueue = createQueue({
    name: IMPORT_QUEUE,
    visibilityTimeoutMs: IMPORT_VISIBILITY_TIMEOUT.toMilliseconds(),
    randomness,
    redrive: { maxReceiveCount: IMPORT_MAX_RECEIVE_COUNT, to: importDeadLetters },
  });
  const onQueue = (): Message[] => [...queue.messages, ...bulkQueue.messages];
  const sentAt = () => [...queue.sent, ...bulkQueue.sent];
  const sent = (): string[] => sentAt().map(({ body }) => body);
  const prematureOutcomes = createPrematureOutcomes({
    onQueue,
    sent,
    writes: writes.list,
    maxReceiveCount,
    clockSkewMs: history.clockSkewMs,
  });
  const dynamodb = createDynamoDb({
    tables: {
      [PRODUCT_TABLE]: ['id'],
      [SUBMISSION_TABLE]: ['id'],
      [IMPORT_TABLE]: ['id'],
      [LIST_TABLE]: ['list', 'entry'],
      [LIMIT_TABLE]: ['window'],
    },
    conditionFailuresReturnItem: history.conditionFailuresReturnItem,
    isTooLarge: (tableName, command) => !repaired && tableName === PRODUCT_TABLE && isPoisoned(command),
    rewrite: (tableName, item) =>
      tableName === SUBMISSION_TABLE && currentProcess().isEarlierVersion ? toEarlierRecord(item) : item,
    onRead(tableName, item) {
      if (tableName !== PRODUCT_TABLE) {
        markReads.observe(item);
      }
    },
    onWrite(tableName, item, callSentAt) {
      if (tableName === PRODUCT_TABLE) {
        writes.observe(item, callSentAt);
      } else if (tableName === IMPORT_TABLE) {
        importWatch.observe(item);
      } else if (tableName === LIST_TABLE) {
        const place = `${item['list']?.S}/${item['entry']?.S}`;
        listedAt.set(place, listedAt.get(place) ?? trueNow());
      } else if (tableName !== LIMIT_TABLE) {
        submissionWatch.observe(item);
        prematureOutcomes.observe(item);
        observeCompletion(item);
      }
    },
  });
  const listedAt = new Map<string, number>();
  const markReads = createMarkReads();
  const submissionWatch = createSubmissionWatch();
  const completions: Completion[] = [];
  const completed = new Set<string>();
  const deadLetteredTwice = new Set<string>();

  function observeCompletion(item: Attributes): void {
    const id = item['id']?.S ?? '';
    const record = SubmissionRecord.parse(unmarshall(item));
    if (isComplete(record) && !completed.has(id)) {
      completed.add(id);
      completions.push({ record, objects: new Map(s3.objects) });
    }
  }

  const sqs = createSqs([queue, bulkQueue, deadLetters, importQueue]);
  const s3 = createS3();
  const importWatch = createImportWatch(s3.objects);
  const shared = { faults, randomness, onFault };
  let processes = 0;
  const newProcess = (name: string): Process => {
    const { clockSkewMs } = history;
    processes += 1;
    return createProcess(name, processes, {
      clockSkewMs: randomness.integer(-clockSkewMs, clockSkewMs),
      isEarlierVersion: history.mixesVersions && name === 'worker' && processes % 2 === 0,
      startedAt: trueNow(),
    });
  };

  const apps = createApps({
    transports: {
      dynamodb: createTransport({
        ...shared,
        service: dynamodb,
        failHalfOfNextBatch: dynamodb.failHalfOfNextBatch,
      }),
      sqs: createTransport({ ...shared, service: sqs, failHalfOfNextBatch: sqs.failHalfOfNextBatch }),
      s3: createTransport({ ...shared, service: s3 }),
    },
    maxReceiveCount,
    chunkItems: history.chunkItems,
    faults,
    newSubmissionId: createSubmissionIds(randomness),
    newProcess,
  });

  const mappings = { product: queue, bulk: bulkQueue };
  for (const lane of ['product', 'bulk'] as const) {
    void runEventSourceMapping({
      ...history.lanes[lane],
      randomness,
      queue: mappings[lane],
      worker: apps.worker,
      invocation: 'worker.Invoke',
      faults,
      newProcess: () => newProcess('worker'),
      onError: (error) => errors.push(error),
    });
  }
  void runEventSourceMapping({
    batchSize: 1,
    batchingWindowMs: 0,
    concurrency: SPLITTERS,
    randomness,
    queue: importQueue,
    worker: apps.splitter,
    invocation: 'splitter.Invoke',
    faults,
    newProcess: () => newProcess('splitter'),
    onError: (error) => errors.push(error),
  });
  const send = (request: ClientRequest, number: number): Promise<ClientResult> =>
    sendRequest(request, number, { processor: apps.processor, newProcess: () => newProcess('processor') });
  const { consumer } = apps;
  const canceller = createCanceller({
    request: apps.request,
    newProcess,
    records: submissionWatch.records,
  });
  const pending = history.requests.map((request, number) =>
    request.isConsumer === true ? consumer.consume(request, number) : send(request, number),
  );
  const importing = history.imports.map((plan, number) => apps.importer.importFile(plan, number));
  const cancelling = history.requests.map((request, number) => canceller.cancelLater(request, number));
  let imports: readonly ImportResult[] = [];
  history.strayMessages.forEach((body) => queue.send({ body, attributes: {} }));

  async function drain(): Promise<void> {
    const endsAt = trueNow() + MAX_DRAIN_MS;
    do {
      const emptied = Promise.all([queue.emptied(), bulkQueue.emptied(), importQueue.emptied()]);
      await Promise.race([emptied, sleep(endsAt - trueNow())]);
      await sleep(LATE_EFFECTS_MS);
    } while (onQueue().length + importQueue.messages.length > 0 && trueNow() < endsAt);
  }

  async function untilQuiet(): Promise<ClientResult[]> {
    const results = await Promise.all(pending);
    imports = await Promise.all(importing);
    await Promise.all(cancelling);
    await drain();
    return results;
  }

  return {
    /** Waits until every client is done and the queues are empty, which faults may delay but not prevent. */
    quiesce: () => time.run(untilQuiet()),

    /**
     * Makes poisoned products savable, redrives all dead letters to the queue of large submissions, and waits
     * until the queues are empty; or only some of them, while more requests come in.
     */
    redrive({ part = false, cancels = false, traffic = [] }: Redrive = {}): Promise<ClientResult[]> {
      repaired = true;
      const letters = deadLetters.clear();
      for (const [itemKey, { length }] of Map.groupBy(letters, ({ body }) => itemKeyOf(parseItemRef(body)))) {
        if (length > 1) {
          deadLetteredTwice.add(itemKey);
        }
      }
      for (const message of letters) {
        if (part && randomness.integer(0, 1) === 0) {
          deadLetters.accept({ ...message, leftOver: true });
        } else {
          bulkQueue.redeliver(message);
        }
      }
      const later = traffic.map((request, number) => send(request, pending.length + number));
      const cancelled = Promise.all([
        cancels ? canceller.cancelAll() : undefined,
        ...traffic.map((request, number) => canceller.cancelLater(request, pending.length + number)),
      ]);
      return time.run(
        Promise.all(later).then(async (results) => {
          await cancelled;
          await drain();
          return results;
        }),
      );
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
    writes: writes.list,
    surprises: () => [...consumer.surprises, ...apps.importer.surprises, ...canceller.surprises],
    cancellations: canceller.accepted,
    markReads: markReads.firstReads,
    submissionWatch,
    imports: () => imports,
    importWatch,
    importRecords: () => dynamodb.itemsOf(IMPORT_TABLE),
    importMessages: () => [...importQueue.messages, ...importDeadLetters.messages],
    completions: completions as readonly Completion[],
    errors: errors as readonly unknown[],
    longestTurnMs: () => time.longestTurnMs,
    faults,
    deadLetters: (): readonly Message[] => deadLetters.messages,
    /** Tells whether two workers had a message at once, of which a dead letter is a copy. */
    isOverlapped: (messageId: string) => [queue, bulkQueue].some((one) => one.overlapped.has(messageId)),
    onQueue,
    sent,
    sentAt,
    settledAt: prematureOutcomes.settledAt,
    listedAt,
    deadLetteredTwice: deadLetteredTwice as ReadonlySet<string>,
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
