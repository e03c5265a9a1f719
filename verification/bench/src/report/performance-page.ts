import { type Profile, verdictOf } from '../results/findings.ts';
import type { Result } from '../results/result.ts';
import type { Part } from '../part.ts';
import { figure } from './figure.ts';
import { markdownTable } from './markdown-table.ts';
import { boundText, valueText } from './target-text.ts';

export interface Measured {
  readonly part: Pick<Part, 'title' | 'method' | 'ifMissed'>;
  readonly result: Result;
}

/** Renders the report as Markdown. `chartFolder` is relative to the page. */
export function renderPerformancePage(measured: readonly Measured[], chartFolder: string): string {
  const paragraphs = [
    '# Performance',
    '<!-- Written by the bench, from verification/bench/results/*.json. Change the code there, not this page. -->',
    'Measured against what would be used instead, and against the limit, in the same run and in turn, so that the ratios hold on another machine where the absolute figures ' +
      'don’t. A figure is a median; a ratio is the median of the ratios of each round. Behind it is the interval in which the true median is with a confidence of about 95 %; where that holds the limit, there is not enough to say. ' +
      'What has no interval was counted, measured once, or is the best or the worst of its rounds. `npx --yes pnpm@12 bench` measures all of it again and writes this page; `npx --yes pnpm@12 bench cold-start` one part of it.',
    '## Targets',
    targetTable(measured),
    ...measured.flatMap((one) => section(one, chartFolder)),
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function targetTable(measured: readonly Measured[]): string {
  const rows = measured.flatMap(({ part, result }) =>
    result.findings.targets.map((target) => [
      part.title,
      target.name,
      boundText(target),
      valueText(target),
      verdictOf(target) === 'missed' ? '**missed**' : verdictOf(target),
    ]),
  );
  return markdownTable({ columns: ['part', 'what', 'target', 'measured', ''], rows });
}

function section({ part, result }: Measured, chartFolder: string): string[] {
  const { targets, tables, charts, profiles } = result.findings;
  return [
    `## ${part.title}`,
    part.method,
    ...tables.flatMap((table) => [
      `**${table.title}**`,
      markdownTable(table),
      ...(table.note === undefined ? [] : [table.note]),
    ]),
    ...charts.map(({ name, title }) => `![${title}](${chartFolder}/${name}.svg)`),
    ...profiles.flatMap(profileTable),
    ...(targets.every((target) => verdictOf(target) !== 'missed') || part.ifMissed === undefined
      ? []
      : [`*What it would take*: ${part.ifMissed}`]),
    `<sub>${provenance(result)}</sub>`,
  ];
}

function profileTable({ title, places }: Profile): string[] {
  const rows = places.map(({ place, share }) => [place, `${figure(share * 100)} %`]);
  return [`**${title}**`, markdownTable({ columns: ['where', 'share of CPU time'], rows })];
}

function provenance({ startedAt, tookSeconds, quick, machine, versions }: Result): string {
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `${quick ? 'A quick run, not for conclusions: ' : ''}${startedAt.slice(0, 10)}, ${figure(tookSeconds)} s`,
    `${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB, ${machine.system}`,
    software.join(', '),
  ].join(' · ');
}
