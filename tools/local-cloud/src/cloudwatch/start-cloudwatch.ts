import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Emulator, LOOPBACK } from '../emulators/emulator.ts';
import { trackResponses } from '../emulators/open-responses.ts';
import type { Queues } from '../emulators/queues.ts';
import type { MetricFilterSpec } from '../model.ts';
import { refuseWebsites } from '../refuse-websites.ts';
import { createCloudWatchListener } from './cloudwatch-listener.ts';
import { createMetricFilters } from './metric-filters.ts';
import { createMetricStore } from './metric-store.ts';
import { withQueueAges } from './queue-ages.ts';

export interface CloudWatchOptions {
  readonly metricFilters: readonly MetricFilterSpec[];
  /** Queues whose ages it knows. */
  readonly queues: Queues | undefined;
}

/** Its `close` is safe to call twice. */
export interface CloudWatch extends Emulator {
  /** Makes metrics of a line that goes to a log group now. */
  writeLog(logGroup: string, line: string): void;
}

/** Starts CloudWatch on a free port, with the metrics of the last two hours in memory. */
export async function startCloudWatch({ metricFilters, queues }: CloudWatchOptions): Promise<CloudWatch> {
  const store = createMetricStore();
  const read = withQueueAges(store, queues, Date.now);
  const server = createServer({ keepAliveTimeout: 65_000 }, createCloudWatchListener(read));
  const answered = trackResponses(server);
  refuseWebsites(server);
  const listening = once(server, 'listening');
  server.listen(0, LOOPBACK);
  await listening;

  async function stop(): Promise<void> {
    await answered();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }
  let closing: Promise<void> | undefined;
  return {
    endpoint: `http://${LOOPBACK}:${(server.address() as AddressInfo).port}`,
    writeLog: createMetricFilters(metricFilters, store, Date.now),
    close: () => (closing ??= stop()),
  };
}
