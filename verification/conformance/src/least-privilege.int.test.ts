import { beforeAll, describe, expect, it } from 'vitest';
import { allows, granted, type Granted } from './permissions/granted.ts';
import { permissionsPage } from './permissions/permissions-page.ts';
import { exerciseCatalog, type Recording } from './recording/exercise-catalog.ts';
import type { IamCall } from './recording/iam-call.ts';
import { askedFor, measuredMetrics, fieldsOf, watchedMetrics } from './monitoring/watched.ts';
import { allOf } from '@async-catalog/infra/testing/readable-template';
import { synthesize } from '@async-catalog/infra/testing/synthesize';

/** Actions that the Lambda service performs with a function's role, and the function's own code never. */
const BY_LAMBDA: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda: log',
  'logs:PutLogEvents': 'Lambda: log',
  'xray:PutTelemetryRecords': 'Lambda: trace',
  'xray:PutTraceSegments': 'Lambda: trace',
};

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const BY_MAPPING: Readonly<Record<string, string>> = {
  'sqs:ReceiveMessage': 'event source mapping',
  'sqs:DeleteMessage': 'event source mapping',
  'sqs:GetQueueAttributes': 'event source mapping',
};

const { all, operations } = synthesize('dev');
const templates = Object.values(all);
const functions = templates.flatMap((template) =>
  allOf(template, 'AWS::Lambda::Function').map(({ FunctionName }) => ({
    name: String(FunctionName),
    grants: granted(template, templates),
    byService:
      allOf(template, 'AWS::Lambda::EventSourceMapping').length > 0
        ? { ...BY_LAMBDA, ...BY_MAPPING }
        : BY_LAMBDA,
  })),
);

const describeGrant = ({ sid, action, resource }: Granted): string => `${sid}: ${action} ${resource}`;

let recording: Recording;
beforeAll(async () => {
  recording = await exerciseCatalog();
});

describe.each(functions)('$name', ({ name, grants, byService }) => {
  const made = (): IamCall[] => recording.calls.filter(({ by }) => by === name);

  it('may make every call that it makes', () => {
    const refused = made().filter((call) => !grants.some((grant) => allows(grant, call)));
    expect(refused).toEqual([]);
  });

  it('has no permission that it was not seen to use', () => {
    const unused = grants.filter(
      (grant) => !(grant.action in byService) && !made().some((call) => allows(grant, call)),
    );

    expect(unused.map(describeGrant)).toEqual([]);
  });
});

it('shows on the page of permissions which call each statement is for', async () => {
  await expect(permissionsPage(functions, recording.calls)).toMatchFileSnapshot(
    '../../../docs/permissions.md',
  );
});

describe('what is watched', () => {
  it('is a metric whose filter finds a line that a function was seen to write', () => {
    const measured = measuredMetrics(templates, recording.lines);
    const watched = watchedMetrics(templates).filter((metric) => metric.startsWith('AsyncCatalog/'));

    expect(watched).not.toEqual([]);
    expect(watched.filter((metric) => !measured.has(metric))).toEqual([]);
  });

  it('is found in the logs: every saved query asks for a message and for fields that were seen there', () => {
    const seen = new Set(recording.lines.flatMap((line) => fieldsOf(line)));
    const messages = new Set(recording.lines.map(({ message }) => message));

    for (const { Name, QueryString, LogGroupNames } of allOf(operations, 'AWS::Logs::QueryDefinition')) {
      if (!String(LogGroupNames).includes('/aws/lambda/')) {
        continue;
      }
      const { message, fields } = askedFor(String(QueryString));
      expect([Name, fields.filter((field) => !seen.has(field))]).toEqual([Name, []]);
      expect(message === undefined || messages.has(message)).toBe(true);
    }
  });
});
