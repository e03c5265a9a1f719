import { createSqsLetterBox } from '@async-catalog/dead-letters/sqs-letter-box';
import { redrive } from '@async-catalog/dead-letters/redrive';
import { ASSEMBLY } from '@async-catalog/local/assembly';
import { type LocalCloud, startEmulators, startLocalCloud } from '@async-catalog/local-cloud';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Aftermath, lookAt } from './aftermath.ts';
import { keepKilling, type Killing } from './keep-killing.ts';
import { type Load, submit } from './submit.ts';
import { type IsTooMuch, startThrottlingProxy } from './throttling-proxy.ts';
import { untilEmpty } from './until-empty.ts';

const WORKER = 'ProductSaverWorker';

export interface Ordeal extends Load, Killing {
  /** Which saves the product table refuses. */
  readonly isTooMuch: IsTooMuch;
  /** What a batch that was cut off waits for; six minutes as deployed. */
  readonly visibilitySeconds: number;
  readonly onProgress: (text: string) => void;
}

export interface Survival extends Aftermath {
  readonly seconds: number;
  readonly kills: number;
  /** Batches that were cut off by them. */
  readonly cutOff: number;
  /** Calls that the table refused. */
  readonly refused: number;
  /** Dead letters that were sent back, because all of their deliveries were cut off. */
  readonly redriven: number;
}

/** Submits products to the whole catalog while its workers are killed and its product table is throttled, and looks at what became of them. */
export async function survive(ordeal: Ordeal): Promise<Survival> {
  const began = performance.now();
  await using stack = new AsyncDisposableStack();
  const table = await startEmulators({ endpoints: { sqs: 'http://127.0.0.1:9', s3: 'http://127.0.0.1:9' } });
  stack.defer(() => table.close());
  const proxy = await startThrottlingProxy({
    endpoint: table.endpoints.dynamodb,
    tableName: 'ProductTable',
    isTooMuch: ordeal.isTooMuch,
  });
  stack.defer(() => proxy.close());
  const cloud = await startLocalCloud({
    assemblyDir: ASSEMBLY,
    ports: { aws: 0, dynamodb: 0, lambda: 0 },
    endpoints: { dynamodb: proxy.url },
    onLog: () => {},
    // Each kill is one.
    onError: () => {},
  });
  stack.defer(() => cloud.close());
  const sqs = new SQSClient({ ...client(cloud.endpoints.sqs), useQueueUrlAsEndpoint: false });
  stack.defer(() => sqs.destroy());
  const queues = queueUrlsOf(cloud);
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: queues.productQueueUrl,
      Attributes: { VisibilityTimeout: String(ordeal.visibilitySeconds) },
    }),
  );

  const killing = keepKilling(cloud, WORKER, ordeal);
  const accepted = await submit(cloud, ordeal);
  ordeal.onProgress(`${ordeal.products} products accepted in ${accepted.length} submissions`);
  await untilEmpty(sqs, queues.productQueueUrl, ordeal.onProgress);
  const { kills, cutOff } = await killing.end();

  const letterBox = createSqsLetterBox(sqs, queues);
  let redriven = 0;
  // What waits long for the throttled table can run out of deliveries again.
  for (let count = Infinity; count > 0; redriven += count) {
    ({ count } = await redrive(letterBox, 'all', new Date()));
    await untilEmpty(sqs, queues.productQueueUrl, ordeal.onProgress);
  }
  const aftermath = await lookAt(table.endpoints.dynamodb, cloud.endpoints.s3, accepted);
  return {
    ...aftermath,
    seconds: (performance.now() - began) / 1000,
    kills,
    cutOff,
    refused: proxy.refused,
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
    deadLetterQueueUrl: environment['DEAD_LETTER_QUEUE_URL'] ?? '',
  };
}
