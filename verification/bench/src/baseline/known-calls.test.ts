import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RecordedCall } from '../cloud/recorded-call.ts';
import * as api from './table-function-bucket.ts';
import * as processorOrWorker from './table-queue-bucket.ts';

const SERVICES: Readonly<Record<string, RecordedCall['service']>> = {
  dynamodb: 'DynamoDB',
  lambda: 'Lambda',
  s3: 'S3',
  sqs: 'SQS',
};

/** Calls that a repetition can't make. */
const NEVER_REPEATED: Readonly<Record<string, string>> = {
  'cloudwatch GetMetricData': 'no proxy stands before CloudWatch, so that none is recorded',
  'S3 CreateMultipartUpload': 'an upload gets another id each time',
  'S3 CompleteMultipartUpload': 'its upload has ended',
  'S3 AbortMultipartUpload': 'its upload has ended',
};

const PERMISSIONS = readFileSync(new URL('../../../../docs/permissions.md', import.meta.url), 'utf8');

/** Lists each call that a function was seen to make, as `SERVICE OPERATION`, by the page of permissions. */
function callsOf(functionName: string): string[] {
  const [, section = ''] = PERMISSIONS.split(`## ${functionName}\n`);
  const [table = ''] = section.split('\n## ');
  const rows = table.matchAll(/^\|[^|]+\| `(\w+):\w+` \|[^|]+\| ([^|]+) \|$/gm);
  const calls = [...rows].flatMap(([, service = '', calledBy = '']) =>
    [...calledBy.matchAll(/`(\w+)`/g)].map(([, action]) => `${SERVICES[service] ?? service} ${action}`),
  );
  return [...new Set(calls)];
}

function canRepeat({ prepare }: typeof api, call: string): boolean {
  const [service, action] = call.split(' ') as [RecordedCall['service'], string];
  try {
    return prepare([{ by: '', service, action, after: 0, input: {} }]).length === 1;
  } catch (error) {
    if (error instanceof RangeError) {
      return false;
    }
    throw error;
  }
}

describe.each([
  ['ProductSaverWorker', processorOrWorker],
  ['CreateProductProcessor', processorOrWorker],
  ['CatalogApi', api],
])('the baseline of %s', (functionName, baseline) => {
  const calls = callsOf(functionName);

  it('repeats every call that the function was seen to make', () => {
    expect(calls).toContain('DynamoDB UpdateItem');
    expect(calls.filter((call) => !canRepeat(baseline, call))).toEqual(
      calls.filter((call) => call in NEVER_REPEATED),
    );
  });
});

it('still has a reason only for calls that are made', () => {
  expect(Object.keys(NEVER_REPEATED).filter((call) => !callsOf('CatalogApi').includes(call))).toEqual([]);
});
