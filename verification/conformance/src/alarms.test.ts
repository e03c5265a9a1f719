import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { alarmsPage } from './monitoring/alarms-page.ts';
import { alarmsOf, allOf } from '@async-catalog/infra/testing/readable-template';
import { synthesize } from '@async-catalog/infra/testing/synthesize';

const docs = path.resolve(import.meta.dirname, '../../../docs');
const { all, operations } = synthesize('prod');
const alarms = Object.values(all).flatMap(alarmsOf);
const runbookOf = (description: string): string => description.split('/docs/').at(-1) ?? '';

describe.each(alarms.map((alarm) => [alarm.AlarmName, alarm] as const))('alarm %s', (_name, alarm) => {
  it('says in its description what hurts, and leads to a runbook that says what to do', () => {
    const [hurts] = alarm.AlarmDescription.split(' Runbook: ');

    expect(hurts).toMatch(/^[A-Z].{30,}\.$/);
    expect(existsSync(path.join(docs, runbookOf(alarm.AlarmDescription)))).toBe(true);
  });

  it('notifies whoever is on call, also when it is over', () => {
    expect([alarm.AlarmActions, alarm.OKActions]).toEqual([
      [expect.stringContaining('larm')],
      [expect.stringContaining('larm')],
    ]);
  });

  it('treats missing data as healthy', () => {
    expect(alarm.TreatMissingData).toBe('notBreaching');
  });

  it('watches no metric that stays at zero during an incident', () => {
    // Errors: not while records fail one by one. NumberOfMessagesSent: not for what SQS itself dead-letters.
    expect(JSON.stringify(alarm)).not.toMatch(/"Errors"|NumberOfMessagesSent/);
  });
});

it('has no runbook without an alarm', () => {
  const runbooks = readdirSync(path.join(docs, 'runbooks')).map((file) => `runbooks/${file}`);

  expect(new Set(runbooks)).toEqual(new Set(alarms.map((alarm) => runbookOf(alarm.AlarmDescription))));
});

describe.each(readdirSync(path.join(docs, 'runbooks')))('runbook %s', (file) => {
  const [title = '', ...parts] = readFileSync(path.join(docs, 'runbooks', file), 'utf8').split(/^## /m);
  const sections = parts.map((part) => {
    const end = part.indexOf('\n');
    return [part.slice(0, end), part.slice(end).trim()] as const;
  });
  const text = new Map(sections);

  it('has the same sections as every other one, in the same order, and none is empty', () => {
    expect(title).toMatch(/^# [A-Z].+\n\n$/);
    expect(sections.map(([heading]) => heading)).toEqual([
      'Severity',
      'Who is hurt',
      'First command',
      'Look',
      'Do',
      'Roll back',
      'When it is over',
    ]);
    expect(sections.filter(([, body]) => body === '')).toEqual([]);
  });

  it('says how severe it is, by a query how many are hurt, and by commands how to begin and to roll back', () => {
    expect(text.get('Severity')).toMatch(/^\*\*[123]\*\*/);
    expect(text.get('Who is hurt')).toMatch(/^ *```(?:sh)?$/m);
    expect(text.get('First command')).toMatch(/^```sh$/m);
    expect(text.get('Roll back')).toMatch(/^```sh$/m);
  });

  it('has a drill, or the drills say why not', () => {
    expect(readFileSync(path.join(docs, 'drills.md'), 'utf8')).toContain(`](runbooks/${file})`);
  });
});

it('names in drills only alarms that there are', () => {
  const drills = readFileSync(path.join(docs, 'drills.md'), 'utf8');
  const named = [...drills.matchAll(/`(async-catalog-[a-z0-9-]+)`/g)].map(([, name]) => `prod-${name}`);

  expect(named.length).toBeGreaterThan(0);
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(expect.arrayContaining(named));
});

it('names in runbooks only what there is: saved queries and other files', () => {
  const saved = allOf(operations, 'AWS::Logs::QueryDefinition').map(({ Name }) => String(Name));
  for (const file of readdirSync(path.join(docs, 'runbooks'))) {
    const text = readFileSync(path.join(docs, 'runbooks', file), 'utf8');
    for (const [, query] of text.matchAll(/`async-catalog\/([\w-]+)`/g)) {
      expect(saved).toContain(`prod-async-catalog/${query}`);
    }
    for (const [, link = ''] of text.matchAll(/\]\(([^)h#][^)#]*)/g)) {
      expect([link, existsSync(path.join(docs, 'runbooks', link))]).toEqual([link, true]);
    }
  }
});

it('shows the alarms, the dashboard and the saved queries on the page of alarms', async () => {
  await expect(alarmsPage(synthesize('dev'))).toMatchFileSnapshot('../../../docs/alarms.md');
});

it('shows every alarm of every function on the dashboard', () => {
  const [dashboard] = allOf(operations, 'AWS::CloudWatch::Dashboard');

  for (const { AlarmName } of alarms) {
    expect(String(dashboard?.['DashboardBody'])).toContain(`:alarm:${AlarmName}"`);
  }
});
