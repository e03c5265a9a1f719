import { setTimeout as wait } from 'node:timers/promises';
import { startProcess } from '@async-catalog/local/testing/start-process';
import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { untilEmpty } from './until-empty.ts';

const LANES = ['product-queue', 'product-bulk-queue'];

export interface Overload {
  readonly requestsPerSecond: number;
  readonly seconds: number;
  /** Ends the catalog, and with it all that waits for it. */
  readonly signal?: AbortSignal | undefined;
}

export interface OverloadResult {
  /** Answers by status, or by the error's code if there was none. */
  readonly answers: Readonly<Record<string, number>>;
  readonly acceptedPerSecond: number;
  /** Records that the worker returned to the queue. */
  readonly returned: number;
  /** Accepted submissions that aren't complete although the queues are empty. */
  readonly unfinished: number;
  /** Milliseconds from accepted to completed. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Seconds from the last answer until the queues are empty. */
  readonly drainSeconds: number;
}

/** Posts single products on a schedule that doesn't wait for answers, to `start` in a process of its own. */
export async function overload({ requestsPerSecond, seconds, signal }: Overload): Promise<OverloadResult> {
  const { child, ready, ended } = startProcess(['--empty']);
  using stack = new DisposableStack();
  const kill = (): void => void child.kill('SIGKILL');
  stack.defer(kill);
  signal?.addEventListener('abort', kill, { once: true });
  const { api = '', sqs: sqsEndpoint = '', dynamodb = '' } = await ready;
  const answers: Record<string, number> = {};

  async function post(n: number): Promise<void> {
    const answer = await fetch(`${api}/products`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Product ${n}`, sku: `P-${n}`, price: n }),
    }).then(
      async (response) => (await response.arrayBuffer()) && String(response.status),
      ({ cause }: { cause?: { code?: string } }) => cause?.code ?? 'no answer',
    );
    answers[answer] = (answers[answer] ?? 0) + 1;
  }

  const startedAt = performance.now();
  const posts: Promise<void>[] = [];
  while (posts.length < requestsPerSecond * seconds) {
    const due = ((performance.now() - startedAt) / 1000) * requestsPerSecond;
    while (posts.length < Math.min(due, requestsPerSecond * seconds)) {
      posts.push(post(posts.length));
    }
    await wait(5);
  }
  await Promise.all(posts);
  const answeredAt = performance.now();
  const sqs = new SQSClient({ ...client(sqsEndpoint), useQueueUrlAsEndpoint: false });
  await untilEmpty(
    sqs,
    LANES.map((name) => `${sqsEndpoint}/000000000000/${name}`),
    () => {},
  );
  const drainSeconds = (performance.now() - answeredAt) / 1000;
  sqs.destroy();
  const times = (await readSubmissions(dynamodb)).map(({ createdAt, completedAt }) =>
    completedAt === undefined ? undefined : Date.parse(completedAt.S ?? '') - Date.parse(createdAt?.S ?? ''),
  );
  child.kill('SIGINT');
  const { log } = await ended;
  const completed = times.filter((time) => time !== undefined).toSorted((a, b) => a - b);
  return {
    answers,
    acceptedPerSecond: (answers['202'] ?? 0) / ((answeredAt - startedAt) / 1000),
    returned: log.split('Record returned to the queue').length - 1,
    unfinished: times.length - completed.length,
    p50Ms: completed[Math.floor(completed.length * 0.5)] ?? Number.NaN,
    p99Ms: completed[Math.floor(completed.length * 0.99)] ?? Number.NaN,
    drainSeconds,
  };
}

async function readSubmissions(endpoint: string): Promise<Record<string, AttributeValue>[]> {
  const dynamodb = new DynamoDBClient(client(endpoint));
  const items = [];
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: 'SubmissionTable' })) {
    items.push(...Items.filter((item) => item['createdAt'] !== undefined));
  }
  dynamodb.destroy();
  return items;
}

function client(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'any', secretAccessKey: 'any' } };
}
