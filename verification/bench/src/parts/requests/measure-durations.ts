import type { StorageEndpoints } from '@async-catalog/local-cloud';
import { APPS } from '../../bundling/apps.ts';
import { startCloud } from '../../cloud/start-cloud.ts';
import type { Duration } from '../../handlers/lambda-duration.ts';
import { startHandler } from '../../handlers/start-handler.ts';
import { spreadOf } from '../../measuring/statistics.ts';
import { intakeEvent, messagesOf, queueEvent } from '../../workload/events.ts';
import { productsFrom, type SubmittedProduct } from '../../workload/products.ts';

/**
 * Assumed durations of a call within a region, which the emulators imitate. DynamoDB promises "single-digit
 * milliseconds", SQS "tens of milliseconds"; of small objects, S3 says "roughly 100–200 milliseconds" at
 * most, and half of them take far less.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Introduction.html
 * https://aws.amazon.com/sqs/faqs/
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
 */
export const ASSUMED_CALL_MS: Readonly<Record<keyof StorageEndpoints, number>> = {
  dynamodb: 5,
  sqs: 10,
  s3: 30,
};

const OUR_INTAKE = APPS.CreateProductProcessor.bundle;
const OUR_WORKER = APPS.ProductSaverWorker.bundle;
const PLAIN_INTAKE = new URL('plain/processor.ts', import.meta.url);
const PLAIN_WORKER = new URL('plain/worker.ts', import.meta.url);

/** Batch sizes of the two mappings. */
const BATCH = { small: 10, bulk: 200 };

type Events = (products: readonly SubmittedProduct[]) => unknown[];

/** The measured scenarios, with the number of products in a round. */
const SCENARIOS = {
  intakeOf1: [OUR_INTAKE, 20, (products) => inParts(products, 1).map(intakeEvent)],
  intakeOf100: [OUR_INTAKE, 500, (products) => inParts(products, 100).map(intakeEvent)],
  intakeOf1000: [OUR_INTAKE, 1000, (products) => [intakeEvent(products)]],
  workerAlone: [OUR_WORKER, 20, (products) => inBatches(products, 1, 1)],
  workerOf1: [OUR_WORKER, 200, (products) => inBatches(products, 1, BATCH.small)],
  workerOf100: [OUR_WORKER, 300, (products) => inBatches(products, 100, BATCH.bulk)],
  workerOf1000: [OUR_WORKER, 1000, (products) => inBatches(products, 1000, BATCH.bulk)],
  plainIntake: [PLAIN_INTAKE, 20, (products) => inParts(products, 1).map(intakeEvent)],
  plainWorkerOf1: [PLAIN_WORKER, 20, (products) => inParts(products, 1).map(plainEvent)],
  plainWorkerOf10: [PLAIN_WORKER, 100, (products) => inParts(products, 10).map(plainEvent)],
} as const satisfies Record<string, readonly [URL, number, Events]>;

export type Scenario = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as Scenario[];

/** Builds a scenario's events, of new products: `from` is the number of the first. */
export function scenarioOf(
  name: Scenario,
  from: number,
): { readonly module: URL; readonly products: number; readonly events: readonly unknown[] } {
  const [module, products, eventsOf] = SCENARIOS[name];
  return { module, products, events: eventsOf(productsFrom(from, products)) };
}

/** Measures one invocation of a warm instance: the average of a round, the median of the rounds. */
export async function measureDurations<Name extends Scenario>(
  names: readonly Name[],
  rounds: number,
  onMeasured: (name: string) => void,
): Promise<Record<Name, Duration>> {
  await using cloud = await startCloud({ draining: false, delaysMs: ASSUMED_CALL_MS });
  const environment = Object.assign({}, ...Object.values(cloud.environments)) as Record<string, string>;
  const durations = {} as Record<Name, Duration>;
  let next = 0;
  for (const name of names) {
    await using handler = await startHandler(SCENARIOS[name][0], environment);
    const efforts: Duration[] = [];
    // The first round warms up.
    for (let round = 0; round <= rounds; round += 1) {
      const { products, events } = scenarioOf(name, next);
      const { wallMs, cpuMs } = await handler.call('handle', events);
      efforts.push({ wallMs: wallMs / events.length, cpuMs: cpuMs / events.length });
      next += products;
    }
    const warm = efforts.slice(1);
    durations[name] = {
      wallMs: spreadOf(warm.map(({ wallMs }) => wallMs)).median,
      cpuMs: spreadOf(warm.map(({ cpuMs }) => cpuMs)).median,
    };
    onMeasured(name);
  }
  return durations;
}

/** Builds our worker's events, each of them one submission. */
function inBatches(
  products: readonly SubmittedProduct[],
  submissionSize: number,
  batchSize: number,
): unknown[] {
  const messages = inParts(products, submissionSize).flatMap(messagesOf);
  return inParts(messages, batchSize).map(queueEvent);
}

function plainEvent(products: readonly SubmittedProduct[]): unknown {
  return queueEvent(products.map((product) => ({ ...product, id: product.sku })));
}

function inParts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}
