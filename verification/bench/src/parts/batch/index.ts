import pMap from 'p-map';
import { startApiServer } from '../../cloud/api-server.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import { measureVsBaseline } from '../../handlers/vs-baseline.ts';
import { measureInTurn } from '../../measuring/in-turn.ts';
import type { Part, RunContext } from '../../part.ts';
import type { Findings } from '../../results/findings.ts';
import { intakeEvent } from '../../workload/events.ts';
import { productsFrom } from '../../workload/products.ts';
import { submit } from '../../workload/submit.ts';
import { findingsOf } from './findings-of.ts';

const APP = 'CreateProductProcessor';
const ROUNDS = 7;
const QUICK_ROUNDS = 3;

/** Number of requests in a round, by the number of products in a request. */
const REQUESTS = new Map([
  [1, 200],
  [10, 100],
  [100, 20],
  [1000, 4],
]);

/** The numbers of a quick run. */
const QUICK_REQUESTS = new Map([
  [1, 20],
  [1000, 1],
]);

/** Number of events in a round for the processor alone, by the number of products in an event. */
const EVENTS = new Map([
  [1, 100],
  [10, 50],
  [100, 10],
  [1000, 2],
]);

const QUICK_EVENTS = new Map([[100, 3]]);

/** Number of parallel requests. */
const PARALLEL = 4;

let next = 0;

function newProducts(size: number) {
  next += size;
  return productsFrom(next, size);
}

async function run({ quick, progress }: RunContext): Promise<Findings> {
  const rounds = quick ? QUICK_ROUNDS : ROUNDS;
  const [requestsBySize, eventsBySize] = quick ? [QUICK_REQUESTS, QUICK_EVENTS] : [REQUESTS, EVENTS];
  progress.start('Batch intake', (requestsBySize.size + eventsBySize.size * 2) * rounds);
  await using cloud = await startCloud({ draining: false });
  await using api = await startApiServer(cloud.environments['CatalogApi'] ?? {});

  /** Measures products per second. */
  async function measure(size: number, requests: number): Promise<number> {
    const batches = Array.from({ length: requests }, () => newProducts(size));
    const startedAt = performance.now();
    await pMap(batches, (products) => submit(api.url, products), { concurrency: PARALLEL });
    return (size * requests * 1000) / (performance.now() - startedAt);
  }

  const contenders = [...requestsBySize].map(([size, requests]) => ({
    name: String(size),
    measure: () => measure(size, requests),
  }));
  for (const contender of contenders) {
    await contender.measure();
  }
  const speeds = await measureInTurn(contenders, rounds, (size) => progress.step(`${size} a request`));
  const efforts = await measureVsBaseline({
    app: APP,
    cloud,
    newEvent: (size) => intakeEvent(newProducts(size)),
    eventsBySize,
    rounds,
    onMeasured: (name) => progress.step(`processor, ${name}`),
  });
  return findingsOf(speeds, efforts);
}

export const batch: Part = {
  name: 'batch',
  title: 'Batch intake',
  method: `Products accepted per second through the API and the real processor on the embedded cloud, by the number of products in a request, ${PARALLEL} requests at a time; the queue isn’t
drained meanwhile. Then the processor’s bundle alone against a baseline: a handler that makes the very calls that ours makes for such a request and nothing else, as in “Worker”.`,
  packages: ['@aws-sdk/client-dynamodb', '@aws-sdk/client-sqs', 'hono'],
  run,
};
