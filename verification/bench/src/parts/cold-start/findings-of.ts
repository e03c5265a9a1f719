import { pairedRatio, pairedRatios, spreadOf } from '../../measuring/statistics.ts';
import type { BarChart, Findings, Table, Target } from '../../results/findings.ts';
import { sampledTarget } from '../../results/sampled-target.ts';
import type { FirstAnswer } from './answer-once.ts';
import type { ColdStarts, EventKind } from './measure.ts';
import { VARIANT_NAMES, type VariantName } from './variants.ts';

const MIN_AGAINST_UNBUNDLED = 2;
const MAX_BUNDLE_KB = 800;

const NAMES = Object.keys(VARIANT_NAMES) as VariantName[];

export function findingsOf(functions: readonly ColdStarts[], profiles: Findings['profiles']): Findings {
  return {
    targets: functions.flatMap(targetsOf),
    tables: functions.flatMap((one) => [tableOf(one, 'idle'), tableOf(one, 'working')]),
    charts: [chartOf(functions, 'idle', 'first'), chartOf(functions, 'working', 'working')],
    profiles,
    samples: Object.fromEntries(functions.flatMap(samplesOf)),
  };
}

function targetsOf({ title, maxAgainstClients, bytes, idle, working }: ColdStarts): Target[] {
  const ours = wallTimes(idle, 'ours');
  return [
    sampledTarget(
      {
        name: `${title}: first answer, against SDK clients only`,
        bound: 'at most',
        limit: maxAgainstClients,
        unit: '×',
      },
      pairedRatios(ours, wallTimes(idle, 'clients')),
    ),
    sampledTarget(
      {
        name: `${title}: first answer that needs other services, against the same calls only`,
        bound: 'at most',
        limit: maxAgainstClients,
        unit: '×',
      },
      pairedRatios(wallTimes(working, 'ours'), wallTimes(working, 'calls')),
    ),
    sampledTarget(
      {
        name: `${title}: first answer, times faster than not bundled`,
        bound: 'at least',
        limit: MIN_AGAINST_UNBUNDLED,
        unit: '×',
      },
      pairedRatios(wallTimes(idle, 'unbundled'), ours),
    ),
    {
      name: `${title}: bundle`,
      bound: 'at most',
      limit: MAX_BUNDLE_KB,
      value: (bytes.ours ?? 0) / 1000,
      unit: 'KB',
    },
  ];
}

const EVENTS = {
  idle: 'an event that needs no other service',
  working: 'an event that does what it is for',
} as const satisfies Record<EventKind, string>;

function tableOf({ title, bytes, ...measured }: ColdStarts, kind: EventKind): Table {
  const answers = measured[kind];
  const ours = wallTimes(answers, 'ours');
  return {
    title: `${title}: ${EVENTS[kind]}`,
    columns: [
      'handler',
      'first answer, ms',
      'from',
      'to',
      'of it until loaded, ms',
      'CPU, ms',
      'ours ÷ this',
      'KB',
    ],
    rows: NAMES.filter((name) => answers.has(name)).map((name) => {
      const wall = spreadOf(wallTimes(answers, name));
      return [
        name === 'ours' ? `**${VARIANT_NAMES[name]}**` : VARIANT_NAMES[name],
        wall.median,
        wall.low,
        wall.high,
        spreadOf(answers.get(name)!.map(({ loadedMs }) => loadedMs)).median,
        spreadOf(answers.get(name)!.map(({ cpuMs }) => cpuMs)).median,
        pairedRatio(ours, wallTimes(answers, name)).median,
        bytes[name] === undefined ? null : bytes[name] / 1000,
      ];
    }),
  };
}

function chartOf(functions: readonly ColdStarts[], kind: EventKind, name: string): BarChart {
  return {
    kind: 'bars',
    name: `cold-start-${name}`,
    title: `From a fresh process to the first answer: ${EVENTS[kind]}`,
    unit: 'ms',
    groups: functions.map(({ title, ...measured }) => ({
      title,
      bars: NAMES.filter((variant) => measured[kind].has(variant)).map((variant) => {
        const { median, low, high } = spreadOf(wallTimes(measured[kind], variant));
        return { label: VARIANT_NAMES[variant], value: median, low, high, ours: variant === 'ours' };
      }),
    })),
  };
}

function samplesOf({ title, ...measured }: ColdStarts): [string, number[]][] {
  return (['idle', 'working'] as const).flatMap((kind) =>
    [...measured[kind]].map(([name, answers]): [string, number[]] => [
      `${title}, ${kind}, ${name}, ms`,
      answers.map(({ answeredMs }) => answeredMs),
    ]),
  );
}

function wallTimes(answers: ReadonlyMap<string, readonly FirstAnswer[]>, name: VariantName): number[] {
  return (answers.get(name) ?? []).map(({ answeredMs }) => answeredMs);
}
