import { expect, it } from 'vitest';
import { withFreshIds } from './fresh-ids.ts';

const id = '0198c0de-7a51-7000-8000-000000000001';
const other = '0198c0de-7a51-7000-8000-000000000002';

it('gives each id another one, the same wherever it stands', () => {
  const [first, second] = withFreshIds([
    {
      by: '',
      service: 'DynamoDB',
      action: 'UpdateItem',
      after: 0,
      input: { Key: { id: { S: id } }, by: other },
    },
    { by: '', service: 'S3', action: 'PutObject', after: 1, input: { Key: `reports/${id}/report.json` } },
  ]);
  const { Key, by } = first!.input as { Key: { id: { S: string } }; by: string };
  expect(Key.id.S).not.toBe(id);
  expect(Key.id.S).toMatch(/^[\da-f-]{36}$/);
  expect(by).not.toBe(other);
  expect(by).not.toBe(Key.id.S);
  expect(second!.input['Key']).toBe(`reports/${Key.id.S}/report.json`);
});

it('leaves everything else as it is', () => {
  const call = {
    by: '',
    service: 'SQS',
    action: 'SendMessage',
    after: 3,
    input: { QueueUrl: 'http://queue/1' },
  } as const;
  expect(withFreshIds([call])).toEqual([call]);
});
