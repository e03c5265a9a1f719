import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { startEmulators } from '../emulators/start-emulators.ts';
import { ProvisioningError } from '../errors.ts';
import { listenOnLoopback } from '../testing/loopback-server.ts';
import { provision } from './provision.ts';

const RESOURCES = {
  queues: [{ name: 'product-queue', attributes: {} }],
  buckets: [{ name: 'reports' }],
  tables: [
    {
      name: 'ProductTable',
      keySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      attributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    },
  ],
} as const;

const SERVICES = [
  ['sqs', 'queue product-queue'],
  ['s3', 'bucket reports'],
  ['dynamodb', 'table ProductTable'],
] as const;

function answerHtml(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><meta><p>Not AWS</p>');
}

const REFUSED = 'The security token included in the request is invalid.';

function refuseCredentials(response: ServerResponse): void {
  const json = JSON.stringify({ __type: 'UnrecognizedClientException', message: REFUSED });
  const xml = `<Error><Code>UnrecognizedClientException</Code><Message>${REFUSED}</Message></Error>`;
  const isS3 = response.req.method !== 'POST';
  response.writeHead(403, { 'content-type': isS3 ? 'application/xml' : 'application/x-amz-json-1.0' });
  response.end(isS3 ? xml : json);
}

const NOT_THIS_SERVICE = /what answers there is not this service( \(HTTP \d+\))?/;

const FAILURES: readonly [string, RequestListener, RegExp][] = [
  ['does not answer', () => {}, /it does not answer in time/],
  ['never ends its answer', (_, response) => void response.write('<'), /it does not answer in time/],
  ['hangs up', (request) => request.destroy(), /it closes the connection \(ECONNRESET\)/],
  ['answers 200 with HTML', (_, response) => answerHtml(response, 200), NOT_THIS_SERVICE],
  ['answers 404 with HTML', (_, response) => answerHtml(response, 404), NOT_THIS_SERVICE],
  ['answers 503 with HTML', (_, response) => answerHtml(response, 503), NOT_THIS_SERVICE],
  ['answers 200 with nothing', (_, response) => response.end(), NOT_THIS_SERVICE],
  [
    'refuses credentials',
    (_, response) => refuseCredentials(response),
    /UnrecognizedClientException: The security token included in the request is invalid. \(HTTP 403\)/,
  ],
];

it.concurrent.each(FAILURES)('names the resource at an endpoint that %s', async (_, listener, reason) => {
  await Promise.all(
    SERVICES.map(async ([service, resource]) => {
      await using server = await listenOnLoopback(createServer(listener));

      const error = await failToProvision({ [service]: server.url });

      expect(error.message).toMatch(
        new RegExp(`^Can't set up ${resource} at ${server.url}: ${reason.source}\\.$`),
      );
      expect(error.service).toBe(service);
    }),
  );
});

it.each(SERVICES)('says that nothing listens at a dead endpoint of %s', async (service, resource) => {
  const server = await listenOnLoopback(createServer());
  await server.close();

  const error = await failToProvision({ [service]: server.url });

  expect(error.message).toBe(
    `Can't set up ${resource} at ${server.url}: nothing listens there (ECONNREFUSED).`,
  );
});

async function failToProvision(endpoints: Record<string, string>): Promise<ProvisioningError> {
  const emulators = await startEmulators({ endpoints });
  try {
    await provision(emulators, RESOURCES);
  } catch (error) {
    if (error instanceof ProvisioningError) {
      return error;
    }
    throw error;
  } finally {
    await emulators.close();
  }
  throw new Error('It was provisioned.');
}
