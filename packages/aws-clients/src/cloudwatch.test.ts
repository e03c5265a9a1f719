import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { createCloudWatchClient } from './cloudwatch.ts';
import {
  sendError,
  sendJson,
  startFakeEndpoint,
  stubAwsEnvironment,
  stubShortestWaits,
} from './testing/fake-endpoint.ts';

const command = new GetMetricDataCommand({
  MetricDataQueries: [],
  StartTime: new Date('2026-01-31T09:30:00Z'),
  EndTime: new Date('2026-01-31T10:30:00Z'),
});

it('sends to the endpoint of the environment, and repeats a call that failed for a reason that passes', async () => {
  stubShortestWaits();
  const endpoint = await startFakeEndpoint((response, attempt) =>
    attempt === 1
      ? sendError(response, 500, 'InternalServiceFault')
      : sendJson(response, 200, { MetricDataResults: [] }),
  );
  stubAwsEnvironment({ AWS_ENDPOINT_URL_CLOUDWATCH: endpoint.url });

  await createCloudWatchClient().send(command);

  const sent = { MetricDataQueries: [], StartTime: 1769851800, EndTime: 1769855400 };
  expect(endpoint.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([sent, sent]);
});
