import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createDocumentClient } from './index.ts';
import { sendJson, startFakeEndpoint, stubAwsEnvironment } from './testing/fake-endpoint.ts';

it('leaves fields that are undefined out of what is written, at any depth', async () => {
  const endpoint = await startFakeEndpoint((response) => {
    sendJson(response, 200, {});
  });
  stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });

  const Item = { id: '1', sku: undefined, failure: { code: 'X', detail: undefined } };
  await createDocumentClient().send(new PutCommand({ TableName: 'ProductTable', Item }));

  expect(JSON.parse(endpoint.requests[0]?.body ?? '')).toEqual({
    TableName: 'ProductTable',
    Item: { id: { S: '1' }, failure: { M: { code: { S: 'X' } } } },
  });
});

it('writes names that a caller chose, such as one that every object has', async () => {
  const endpoint = await startFakeEndpoint((response) => {
    sendJson(response, 200, {});
  });
  stubAwsEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: endpoint.url });

  const Item = { id: '1', columns: { constructor: 'name', toString: 'sku' } };
  await createDocumentClient().send(new PutCommand({ TableName: 'ImportTable', Item }));

  expect(JSON.parse(endpoint.requests[0]?.body ?? '')).toMatchObject({
    Item: { columns: { M: { constructor: { S: 'name' }, toString: { S: 'sku' } } } },
  });
});
