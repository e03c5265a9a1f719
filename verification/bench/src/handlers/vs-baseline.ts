import path from 'node:path';
import { withFreshIds } from '../baseline/fresh-ids.ts';
import { APPS, type AppName } from '../bundling/apps.ts';
import { bundleLike } from '../bundling/bundle-like.ts';
import type { RecordedCall } from '../cloud/recorded-call.ts';
import { type Cloud, startCloud } from '../cloud/start-cloud.ts';
import { measureInTurn } from '../measuring/in-turn.ts';
import { createTemporaryDirectory } from '../temporary-directory.ts';
import type { Effort } from './handler-process.ts';
import { startHandler } from './start-handler.ts';

/** Measurements for events of one size, in the order of the rounds. */
export interface SizeEfforts {
  /** Products in an event. */
  readonly size: number;
  /** Products in a round. */
  readonly products: number;
  readonly ours: readonly Effort[];
  readonly baseline: readonly Effort[];
}

export interface BaselineOptions {
  readonly app: AppName;
  readonly cloud: Cloud;
  /** Builds an event with new products. */
  readonly newEvent: (size: number) => unknown;
  /** Events in a round by the number of products in an event: enough for a measurable CPU time. */
  readonly eventsBySize: ReadonlyMap<number, number>;
  readonly rounds: number;
  readonly onMeasured: (name: string) => void;
}

const BASELINE = new URL('../baseline/table-queue-bucket.ts', import.meta.url);

/**
 * Measures a function's bundle against a handler that makes the same calls and does nothing else, in turn,
 * each in a process of its own.
 */
export async function measureVsBaseline(options: BaselineOptions): Promise<SizeEfforts[]> {
  const { app, cloud, newEvent, eventsBySize, rounds, onMeasured } = options;
  const environment = cloud.environments[app] ?? {};
  const calls = await recordCalls(options);
  await using directory = await createTemporaryDirectory();
  const baselineBundle = await bundleLike(app, BASELINE, path.join(directory.path, 'baseline'));
  const measured: SizeEfforts[] = [];
  for (const [size, events] of eventsBySize) {
    // Fresh ones for each size, so that each has its own peak of memory.
    await using ours = await startHandler(APPS[app].bundle, environment);
    await using baseline = await startHandler(baselineBundle, environment);
    const recorded = calls.get(size) ?? [];
    const contenders = [
      {
        name: 'ours',
        measure: () =>
          ours.call(
            'handle',
            times(events, () => newEvent(size)),
          ),
      },
      {
        name: 'baseline',
        measure: () =>
          baseline.call(
            'handle',
            times(events, () => withFreshIds(recorded)),
          ),
      },
    ];
    // Warms up.
    for (const { measure } of contenders) {
      await measure();
    }
    const efforts = await measureInTurn(contenders, rounds, (name) => onMeasured(`${size}, ${name}`));
    measured.push({
      size,
      products: events * size,
      ours: efforts.get('ours') ?? [],
      baseline: efforts.get('baseline') ?? [],
    });
  }
  return measured;
}

/** Records our calls to other services for one event of each size. */
async function recordCalls(options: BaselineOptions): Promise<ReadonlyMap<number, readonly RecordedCall[]>> {
  const { app, newEvent, eventsBySize } = options;
  await using cloud = await startCloud({ draining: false, counting: true });
  await using handler = await startHandler(APPS[app].bundle, cloud.environments[app] ?? {});
  const calls = new Map<number, readonly RecordedCall[]>();
  for (const size of eventsBySize.keys()) {
    await cloud.takeCalls();
    await handler.call('handle', [newEvent(size)]);
    calls.set(size, await cloud.takeCalls());
  }
  return calls;
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}
