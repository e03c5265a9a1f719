import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { APPS, type AppName } from '../bundling/apps.ts';
import { startCloud } from '../cloud/start-cloud.ts';
import { measureVsBaseline } from '../handlers/vs-baseline.ts';
import { cpuRatiosOf } from '../handlers/vs-baseline-findings.ts';
import { startHandler } from '../handlers/start-handler.ts';
import { spreadOf } from '../measuring/statistics.ts';
import { type Scenario, scenarioOf } from '../parts/requests/measure-durations.ts';
import { intakeEvent, messagesOf, queueEvent } from '../workload/events.ts';
import { productsFrom } from '../workload/products.ts';
import type { Figure } from './trend.ts';

/** Counts are the same each time to a fraction of a percent. */
const COUNTED = 0.05;

/** Measures each figure of the trend. Needs the bundles and the assembly. */
export async function measureFigures(): Promise<Figure[]> {
  return [...(await bundleFigures()), ...(await callFigures()), ...(await cpuFigures())];
}

/** Bytes of each function's code, as it is deployed, and of those that each start reads. */
async function bundleFigures(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const name of Object.keys(APPS) as AppName[]) {
    const directory = path.dirname(fileURLToPath(APPS[name].bundle));
    const files = (await readdir(directory)).filter((file) => file.endsWith('.cjs'));
    const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(directory, file))).size));
    const value = sizes.reduce((sum, size) => sum + size, 0);
    figures.push({ name: `bundle of ${name}, bytes`, value, tolerance: COUNTED });
    const { size } = await stat(fileURLToPath(APPS[name].bundle));
    figures.push({ name: `loaded at once by ${name}, bytes`, value: size, tolerance: COUNTED });
  }
  return figures;
}

/** Kinds of submission, each with what it makes the processor and the worker do. */
const SUBMISSIONS = {
  'one a request, alone': ['intakeOf1', 'workerAlone'],
  'one a request': ['intakeOf1', 'workerOf1'],
  '100 a request': ['intakeOf100', 'workerOf100'],
  '1,000 a request': ['intakeOf1000', 'workerOf1000'],
} as const satisfies Record<string, readonly Scenario[]>;

/**
 * Requests to AWS that the processor and the worker make for a product, and the bytes of their bodies and of the answers.
 * The events are given to them full, without a queue, so that these are the same each time; what the queue's mapping
 * receives and deletes is not among them.
 */
async function callFigures(): Promise<Figure[]> {
  await using cloud = await startCloud({ draining: false, counting: true });
  const environment = Object.assign({}, ...Object.values(cloud.environments)) as Record<string, string>;
  let next = 0;
  async function count(scenario: Scenario): Promise<{ requests: number; bytes: number }> {
    const { module, products, events } = scenarioOf(scenario, next);
    next += products;
    await using handler = await startHandler(module, environment);
    await cloud.takeUse();
    await handler.call('handle', events);
    const { counts, bodyBytes } = await cloud.takeUse();
    const requests = counts.reduce((sum, one) => sum + one.requests, 0);
    return { requests: requests / products, bytes: bodyBytes / products };
  }
  const figures: Figure[] = [];
  for (const [name, scenarios] of Object.entries(SUBMISSIONS)) {
    const [intake, worker] = [await count(scenarios[0]), await count(scenarios[1])];
    figures.push(
      {
        name: `requests per product, ${name}`,
        value: intake.requests + worker.requests,
        tolerance: COUNTED,
      },
      { name: `bytes per product, ${name}`, value: intake.bytes + worker.bytes, tolerance: COUNTED },
    );
  }
  return figures;
}

const ROUNDS = 7;
/** Products in an event. */
const SIZE = 100;
/**
 * Run to run, the ratios were up to 27 % apart on two cores that others used as well, with a load of 5 to 12 (five runs).
 * A loss of 5 % can't be told from that.
 */
const CPU_TOLERANCE = 0.4;

/** CPU time per product, as a ratio to that of the same calls and nothing else, in the same run and in turn. */
async function cpuFigures(): Promise<Figure[]> {
  await using cloud = await startCloud({ draining: false });
  let next = 0;
  const products = (size: number) => productsFrom((next += size), size);
  const figures: Figure[] = [];
  // Enough events in a round for a quarter of a second or so.
  for (const [app, events, newEvent] of [
    ['CreateProductProcessor', 10, (size: number) => intakeEvent(products(size))],
    ['ProductSaverWorker', 3, (size: number) => queueEvent(messagesOf(products(size)))],
  ] as const) {
    const [measured] = await measureVsBaseline({
      app,
      cloud,
      newEvent,
      eventsBySize: new Map([[SIZE, events]]),
      rounds: ROUNDS,
      onMeasured: () => {},
    });
    figures.push({
      name: `CPU per product of ${app}, ${SIZE} in an event, × the same calls alone`,
      value: spreadOf(cpuRatiosOf(measured!)).median,
      tolerance: CPU_TOLERANCE,
    });
  }
  return figures;
}
