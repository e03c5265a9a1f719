import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Emulator, LOOPBACK } from '../emulators/emulator.ts';
import { trackResponses } from '../emulators/open-responses.ts';
import type { Queues } from '../emulators/queues.ts';
import type { MetricFilterSpec } from '../model.ts';
import { refuseWebsites } from '../refuse-websites.ts';
import { createCloudWatchListener } from './cloudwatch-listener.ts';
import { createLogStore } from './log-store.ts';
import { createMetricFilters } from './metric-filters.ts';
import { createMetricStore } from './metric-store.ts';
import { withQueueAges } from './queue-ages.ts';

export interface CloudWatchOptions {
  readonly metricFilters: readonly MetricFilterSpec[];
  /** Queues whose ages it knows. */
  readonly queues: Queues | undefined;
  /** Names of the log groups that there are. */
  readonly logGroups: ReadonlySet<string>;
  /** `0` takes a free one. */
  readonly port: number;
}

/** Its `close` is safe to call twice. */
export interface CloudWatch extends Emulator {
  /** Keeps a line, and makes metrics of it. */
  writeLog(logGroup: string, line: string, atMs: number): void;
}

/**
 * Starts CloudWatch and its Logs on one port, with the metrics of the last two hours and the newest lines in memory.
 * @throws the system's own error if the port isn't available (`EADDRINUSE`, `EACCES`).
 */
export async function startCloudWatch({
  metricFilters,
  queues,
  logGroups,
  port,
}: CloudWatchOptions): Promise<CloudWatch> {
  const logs = createLogStore();
  const store = createMetricStore();
  const makeMetrics = createMetricFilters(metricFilters, store);
  const readSeries = withQueueAges(store, queues, Date.now);
  const server = createServer(
    { keepAliveTimeout: 65_000 },
    createCloudWatchListener({ readSeries, logs, logGroups }),
  );
  const answered = trackResponses(server);
  refuseWebsites(server);
  const listening = once(server, 'listening');
  server.listen(port, LOOPBACK);
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
    writeLog(logGroup, line, atMs) {
      logs.add(logGroup, line, atMs);
      makeMetrics(logGroup, line, atMs);
    },
    close: () => (closing ??= stop()),
  };
}
