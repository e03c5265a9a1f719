import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from 'vitest';
import { createCloudWatchLogsClient } from './cloudwatch-logs.ts';
import {
  sendError,
  sendJson,
  startFakeEndpoint,
  stubAwsEnvironment,
  stubShortestWaits,
} from './testing/fake-endpoint.ts';

const command = new FilterLogEventsCommand({ logGroupName: '/logs' });

it('sends to the endpoint of the environment, and repeats a call that failed for a reason that passes', async () => {
  stubShortestWaits();
  const endpoint = await startFakeEndpoint((response, attempt) =>
    attempt === 1 ? sendError(response, 400, 'ThrottlingException') : sendJson(response, 200, { events: [] }),
  );
  stubAwsEnvironment({ AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: endpoint.url });

  await createCloudWatchLogsClient().send(command);

  const sent = { logGroupName: '/logs' };
  expect(endpoint.requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual([sent, sent]);
});

it('sends to the place that is given', async () => {
  const endpoint = await startFakeEndpoint((response) => sendJson(response, 200, { events: [] }));
  stubAwsEnvironment({ AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: 'http://127.0.0.1:9' });

  await createCloudWatchLogsClient({ endpoint: endpoint.url, region: 'us-east-1' }).send(command);

  expect(endpoint.requests).toHaveLength(1);
});
