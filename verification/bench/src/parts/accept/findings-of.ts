import { pairedRatio, spreadOf } from '../../measuring/statistics.ts';
import type { BarChart, Findings, Table } from '../../results/findings.ts';
import type { ServerLoads } from './measure.ts';

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
      {
        name: 'requests per second, against Fastify',
        bound: 'at least',
        limit: 1,
        value: speedRatio(instant, 'Fastify').median,
        unit: '×',
      },
      {
        name: 'requests per second, against Express',
        bound: 'at least',
        limit: 1.2,
        value: speedRatio(instant, 'Express').median,
        unit: '×',
      },
      {
        name: 'time per request, against plain node:http',
        bound: 'at most',
        limit: 1.2,
        value: 1 / speedRatio(instant, 'node:http').median,
        unit: '×',
      },
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
      const ratio = speedRatio(setting, server);
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

/** Divides our speed by the peer's. */
function speedRatio({ ours, loads }: Setting, peer: string) {
  const speeds = (name: string) => (loads.get(name) ?? []).map(({ requestsPerSecond }) => requestsPerSecond);
  return pairedRatio(speeds(ours), speeds(peer));
}
