import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilterLogEventsCommandInput,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { beforeAll, describe, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../testing/start-test-cloud.ts';

let cloud: TestCloud;
let client: CloudWatchLogsClient;
beforeAll(async () => {
  const filter = {
    pattern: '{ ($.message = "Saved") }',
    namespace: 'C',
    metricName: 'S',
    value: 1,
    dimensions: {},
  };
  cloud = await startTestCloud({
    metricFilters: ['/one', '/two'].map((logGroup) => ({ ...filter, logGroup })),
  });
  client = new CloudWatchLogsClient({ ...cloud.clientConfig('cloudwatch'), maxAttempts: 1 });
  return async () => {
    client.destroy();
    await cloud.close();
  };
});

const filter = (input: Partial<FilterLogEventsCommandInput>) =>
  client.send(new FilterLogEventsCommand({ logGroupName: '/one', ...input }));

describe('FilterLogEvents', () => {
  it('answers the lines of a log group with a text, in order of time, page by page', async () => {
    cloud.writeLog('/one', '{"id":"a-1","n":2}', 2000);
    cloud.writeLog('/one', '{"id":"a-2"}', 1500);
    cloud.writeLog('/one', '{"id":"a-1","n":1}', 1000);
    cloud.writeLog('/two', '{"id":"a-1"}', 1000);

    const { events = [], nextToken } = await filter({ filterPattern: '"a-1"' });

    expect(events.map(({ message }) => message)).toEqual(['{"id":"a-1","n":1}', '{"id":"a-1","n":2}']);
    expect(events[0]).toMatchObject({
      timestamp: 1000,
      ingestionTime: 1000,
      eventId: expect.any(String) as string,
    });
    expect(nextToken).toBeUndefined();
    const pages: number[] = [];
    for await (const page of paginateFilterLogEvents({ client }, { logGroupName: '/one', limit: 2 })) {
      pages.push(page.events?.length ?? 0);
    }
    expect(pages).toEqual([2, 1]);
  });

  it('answers the lines with one of several texts', async () => {
    cloud.writeLog('/two', 'one of them', 8000);
    cloud.writeLog('/two', 'none', 8001);
    cloud.writeLog('/two', 'the other', 8002);

    const { events = [] } = await filter({
      logGroupName: '/two',
      filterPattern: '?"one of" ?"the other"',
      startTime: 8000,
    });

    expect(events.map(({ message }) => message)).toEqual(['one of them', 'the other']);
  });

  it('answers the lines of a time, both ends included', async () => {
    cloud.writeLog('/two', 'at five', 5000);
    cloud.writeLog('/two', 'at six', 6000);
    cloud.writeLog('/two', 'at seven', 7000);

    const { events = [] } = await filter({ logGroupName: '/two', startTime: 5000, endTime: 6000 });

    expect(events.map(({ message }) => message)).toEqual(['at five', 'at six']);
  });

  it('knows no other log group', async () => {
    await expect(filter({ logGroupName: '/three' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('takes a limit of 1 and of 10,000', async () => {
    for (const limit of [1, 10_000]) {
      expect(await filter({ limit })).toHaveProperty('events');
    }
  });

  it.each([
    [{ filterPattern: 'ERROR' }, /filterPattern/],
    [{ filterPattern: '"one" "two"' }, /filterPattern/],
    [{ filterPattern: '{ ($.n = 1) }' }, /filterPattern/],
    [{ filterPattern: String.raw`"a\"b"` }, /filterPattern/],
    [{ logStreamNamePrefix: 'local' }, /logStreamNamePrefix/],
    [{ limit: 0 }, /limit/],
    [{ limit: 10_001 }, /limit/],
    [{ nextToken: 'nonsense' }, /nextToken/],
    [{ startTime: -1 }, /startTime/],
  ])('refuses what it does not know, by name: %j', async (input, message) => {
    await expect(filter(input)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringMatching(message) as string,
    });
  });
});
