import { setTimeout as wait } from 'node:timers/promises';
import { createSqsDeadLetterQueue, redrive } from '@async-catalog/dead-letters';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { type LocalCloud, startLocalCloud } from '@async-catalog/local-cloud';
import { startAwsProxy, startTestCloud } from '@async-catalog/local-cloud/testing';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { isOn, killInCalls } from './kill-in-calls.ts';
import { type LoadOutcome, readOutcome } from './outcome.ts';
import { type Load, submit } from './submit.ts';
import { type IsTooMuch, throttle } from './throttle.ts';
import { untilEmpty } from './until-empty.ts';

const WORKER = 'ProductSaverWorker';

const LOOK_AGAIN_MS = 5000;

export interface SurviveOptions extends Load {
  /** Updates of the product table from one kill to the next. */
  readonly killEvery: number;
  readonly killAtOnce: number;
  readonly maxKills: number;
  /** Decides which updates the product table refuses. */
  readonly isTooMuch: IsTooMuch;
  /** Time until the messages of a batch that was cut off come back: six minutes in production. */
  readonly visibilitySeconds: number;
  readonly onProgress: (text: string) => void;
}

export interface SurviveResult extends LoadOutcome {
  readonly seconds: number;
  readonly kills: number;
  /** Batches that the kills cut off. */
  readonly cutOff: number;
  /** Calls that the table refused. */
  readonly refused: number;
  /** Dead letters that were redriven, because all of their deliveries were cut off. */
  readonly redriven: number;
}

/**
 * Submits products to the whole catalog while its workers are killed and its product table is throttled, and
 * reads the outcome.
 */
export async function survive(options: SurviveOptions): Promise<SurviveResult> {
  const began = performance.now();
  await using stack = new AsyncDisposableStack();
  const { endpoint } = stack.use(await startTestCloud({ tables: [] })).clientConfig('dynamodb');
  const throttled = throttle('ProductTable', options.isTooMuch);
  const killing = killInCalls({
    isProgress: isOn('ProductTable', 'UpdateItem'),
    every: options.killEvery,
    maxKills: options.maxKills,
    kill: () => cloud.killInstances(WORKER, options.killAtOnce),
  });
  const proxy = stack.use(
    await startAwsProxy(endpoint, { onCall: killing.onCall, fault: (call) => throttled.fault(call) }),
  );
  const cloud: LocalCloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    endpoints: { dynamodb: proxy.url },
    onLog: () => {},
    // Every kill is an error here.
    onError: () => {},
  });
  stack.defer(() => cloud.close());
  const sqs = new SQSClient({ ...client(cloud.endpoints.sqs), useQueueUrlAsEndpoint: false });
  stack.defer(() => sqs.destroy());
  const queues = queueUrlsOf(cloud);
  const laneUrls = [queues.productQueueUrl, queues.bulkQueueUrl];
  for (const QueueUrl of laneUrls) {
    const Attributes = { VisibilityTimeout: String(options.visibilitySeconds) };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }

  const accepted = await submit(cloud, options);
  options.onProgress(`${options.products} products accepted in ${accepted.length} submissions`);
  const readNow = () => readOutcome(endpoint, cloud.endpoints.s3, accepted);
  // The kills end with the last product. A report is made of hundreds of parts by then; until one is written, readers build it.
  for (let left = Infinity; left > 0;) {
    await wait(LOOK_AGAIN_MS);
    left = (await readNow()).notShownSaved;
    options.onProgress(`${left} products to save`);
  }
  await untilEmpty(sqs, laneUrls, options.onProgress);

  const deadLetters = createSqsDeadLetterQueue(sqs, queues);
  let redriven = 0;
  // A message that waits long for the throttled table can run out of deliveries again.
  for (let count = Infinity; count > 0; redriven += count) {
    ({ count } = await redrive(deadLetters, 'all', { now: new Date() }));
    await untilEmpty(sqs, laneUrls, options.onProgress);
  }
  return {
    ...(await readNow()),
    seconds: (performance.now() - began) / 1000,
    ...(await killing.end()),
    refused: throttled.refused,
    redriven,
  };
}

function client(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
}

function queueUrlsOf(cloud: LocalCloud) {
  const environment = cloud.functionEnvironment(WORKER);
  return {
    productQueueUrl: environment['PRODUCT_QUEUE_URL'] ?? '',
    bulkQueueUrl: environment['PRODUCT_BULK_QUEUE_URL'] ?? '',
    deadLetterQueueUrl: environment['DEAD_LETTER_QUEUE_URL'] ?? '',
  };
}
