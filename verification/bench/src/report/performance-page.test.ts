import { describe, expect, it } from 'vitest';
import type { Findings, Target } from '../results/findings.ts';
import type { Result } from '../results/result.ts';
import { renderPerformancePage } from './performance-page.ts';

const target: Target = { name: 'CPU per product', bound: 'at most', limit: 1.25, value: 1.2, unit: '×' };

function render(findings: Partial<Findings>, result: Partial<Result> = {}): string {
  const complete: Result = {
    part: 'worker',
    startedAt: '2026-01-31T09:30:00.000Z',
    tookSeconds: 61.4,
    quick: false,
    machine: { cpu: 'Some CPU', cores: 2, memoryGb: 24, system: 'Linux 6' },
    versions: { node: '24.21.0' },
    ...result,
    findings: { targets: [], tables: [], charts: [], profiles: [], samples: {}, ...findings },
  };
  return renderPerformancePage(
    [{ part: { title: 'Worker', method: 'In turn.', ifMissed: 'less to do.' }, result: complete }],
    'charts',
  );
}

describe('renderPerformancePage', () => {
  it('says for each target whether it is met', () => {
    expect(render({ targets: [target] })).toContain(
      '| Worker | CPU per product | at most 1.25× | 1.2× | met |',
    );
    expect(render({ targets: [{ ...target, value: 1.26 }] })).toContain('| 1.26× | **missed** |');
  });

  it('counts a target that is reached exactly as met, from above and from below', () => {
    expect(render({ targets: [{ ...target, value: 1.25 }] })).toContain('| met |');
    expect(render({ targets: [{ ...target, bound: 'at least', value: 1.25 }] })).toContain('| met |');
    expect(render({ targets: [{ ...target, bound: 'at least', value: 1.24 }] })).toContain('missed');
  });

  it('shows the interval of what was measured, with the digits that tell it from the limit', () => {
    const measured = { ...target, value: 1.2512, low: 1.2498, high: 1.26 };
    expect(render({ targets: [measured] })).toContain(
      '| at most 1.25× | 1.251× (1.2498 to 1.26) | not enough to say |',
    );
    expect(render({ targets: [measured] })).not.toContain('What it would take');
  });

  it('says what a missed target would take, and says nothing if all are met', () => {
    expect(render({ targets: [{ ...target, value: 1.26 }] })).toContain('*What it would take*: less to do.');
    expect(render({ targets: [target] })).not.toContain('What it would take');
  });

  it('sets columns of numbers to the right, with a dash for no number', () => {
    const table = {
      title: 'CPU',
      columns: ['what', 'ms'],
      rows: [
        ['a|b', 1],
        ['c', null],
      ],
    };
    expect(render({ tables: [table] })).toContain('| what | ms |\n| --- | ---: |\n| a\\|b | 1 |\n| c | – |');
  });

  it('shows where the time goes', () => {
    const profile = { title: 'Where it goes', places: [{ place: 'parse (zod)', share: 0.1234 }] };
    expect(render({ profiles: [profile] })).toContain('| parse (zod) | 12.3 % |');
  });

  it('names the day, the machine and the versions of each part', () => {
    const page = render({});
    expect(page).toContain('2026-01-31, 61.4 s · 2 × Some CPU, 24 GB, Linux 6 · node 24.21.0');
    expect(page).not.toContain('quick run');
    expect(render({}, { quick: true })).toContain('A quick run, not for conclusions');
  });

  it('shows charts from their folder', () => {
    const chart = { kind: 'bars', name: 'cpu', title: 'CPU', unit: 'ms', groups: [] } as const;
    expect(render({ charts: [{ ...chart, groups: [] }] })).toContain('![CPU](charts/cpu.svg)');
  });
});
