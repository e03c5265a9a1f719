import { pairedRatios, spreadOf } from '../../measuring/statistics.ts';
import type { BarChart, Findings, Table } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';
import type { ServerLoads } from './measure.ts';

const MIN_OF_FASTIFY = 1;
const MIN_OF_EXPRESS = 1.15;
const MAX_OF_HTTP = 1.15;

/** Measurements with one kind of processor behind the servers, or without one. */
export interface Setting {
  /** Name in the names of files and samples. */
  readonly name: string;
  readonly title: string;
  /** The name of the server that the others are compared with. */
  readonly ours: string;
  readonly loads: ServerLoads;
}

/** @param instant Our API and its peers with a processor that answers at once, for which the targets are. */
export function findingsOf(
  instant: Setting,
  others: readonly Setting[],
  profiles: Findings['profiles'],
): Findings {
  const settings = [instant, ...others];
  return {
    targets: [
      sampledTarget(
        { name: 'requests per second, against Fastify', bound: 'at least', limit: MIN_OF_FASTIFY, unit: '×' },
        speedRatios(instant, 'Fastify'),
      ),
      sampledTarget(
        { name: 'requests per second, against Express', bound: 'at least', limit: MIN_OF_EXPRESS, unit: '×' },
        speedRatios(instant, 'Express'),
      ),
      sampledTarget(
        {
          name: 'time per request, against plain node:http',
          bound: 'at most',
          limit: MAX_OF_HTTP,
          unit: '×',
        },
        speedRatios(instant, 'node:http').map((ratio) => 1 / ratio),
      ),
    ],
    tables: settings.map(tableOf),
    charts: settings.map(chartOf),
    profiles,
    samples: Object.fromEntries(
      settings.flatMap(({ name, loads }) =>
        [...loads].map(([server, rounds]) => [
          `${name}, ${server}, requests per second`,
          rounds.map(({ requestsPerSecond }) => requestsPerSecond),
        ]),
      ),
    ),
  };
}

function tableOf(setting: Setting): Table {
  const { title, ours, loads } = setting;
  return {
    title,
    columns: [
      'server',
      'requests/s',
      'from',
      'to',
      'p50, ms',
      'p99, ms',
      'CPU per request, ms',
      `${ours} ÷ this`,
      'from',
      'to',
    ],
    rows: [...loads].map(([server, rounds]) => {
      const speed = spreadOf(rounds.map(({ requestsPerSecond }) => requestsPerSecond));
      const ratio = spreadOf(speedRatios(setting, server));
      return [
        server === ours ? `**${server}**` : server,
        speed.median,
        speed.low,
        speed.high,
        spreadOf(rounds.map(({ p50Ms }) => p50Ms)).median,
        spreadOf(rounds.map(({ p99Ms }) => p99Ms)).median,
        spreadOf(rounds.map(({ cpuPerRequestMs }) => cpuPerRequestMs)).median,
        ratio.median,
        ratio.low,
        ratio.high,
      ];
    }),
  };
}

function chartOf({ name, title, ours, loads }: Setting): BarChart {
  const bars = [...loads].map(([server, rounds]) => {
    const { median, low, high } = spreadOf(rounds.map(({ requestsPerSecond }) => requestsPerSecond));
    return { label: server, value: median, low, high, ours: server === ours };
  });
  return { kind: 'bars', name: `accept-${name}`, title, unit: 'requests/s', groups: [{ title: '', bars }] };
}

/** Divides our speed by the peer's, in each round. */
function speedRatios({ ours, loads }: Setting, peer: string) {
  const speeds = (name: string) => (loads.get(name) ?? []).map(({ requestsPerSecond }) => requestsPerSecond);
  return pairedRatios(speeds(ours), speeds(peer));
}
