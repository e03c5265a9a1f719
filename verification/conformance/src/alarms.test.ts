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
    const runbook = readFileSync(path.join(docs, runbookOf(alarm.AlarmDescription)), 'utf8');

    expect(hurts).toMatch(/^[A-Z].{30,}\.$/);
    for (const heading of ['# ', '## What hurts', '## Look', '## Do', '## Afterwards']) {
      expect(runbook.split('\n').some((line) => line.startsWith(heading))).toBe(true);
    }
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
