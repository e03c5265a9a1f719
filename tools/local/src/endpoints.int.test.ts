import { startAwsProxy, startTestCloud } from '@async-catalog/local-cloud/testing';
import { expect, it, onTestFinished } from 'vitest';
import { findDeadEndpoint, startFakeEndpoint } from './testing/fake-endpoint.ts';
import { startProcess } from './testing/start-process.ts';

const RESOURCES = [
  ['AWS_ENDPOINT_URL_SQS', 'queue product-'],
  ['AWS_ENDPOINT_URL_S3', 'bucket async-catalog-reports-'],
  ['AWS_ENDPOINT_URL_DYNAMODB', 'table (Product|Submission)Table'],
  ['AWS_ENDPOINT_URL', '(queue|bucket|table) \\S+'],
] as const;

const FAILURES: readonly [string, () => Promise<string>, string][] = [
  ['a silent endpoint', () => startFakeEndpoint(() => {}), 'it does not answer in time'],
  [
    'a web server',
    () => startFakeEndpoint((_, response) => void response.end('<!doctype html><p>Not AWS</p>')),
    'what answers there is not this service( \\(HTTP \\d+\\))?',
  ],
];

/** Starts the process, and kills it after the test. */
function start(environment: Readonly<Record<string, string>>, args = ['--empty']) {
  const started = startProcess(args, environment);
  onTestFinished(async () => {
    started.child.kill('SIGKILL');
    await started.ended;
  });
  return started;
}

it.each(RESOURCES)('names a dead endpoint in one line by %s, and exits 1', async (variable, resource) => {
  const url = await findDeadEndpoint();

  const { code, complaints } = await start({ [variable]: url }).ended;

  expect(complaints).toMatch(
    new RegExp(
      `^Can't set up ${resource}\\S* at ${url}: nothing listens there \\(ECONNREFUSED\\)\\. ${variable} sets this endpoint\\.\n$`,
    ),
  );
  expect(code).toBe(1);
});

it.each(FAILURES)('names the variable of %s in one line, and exits 1', async (_, startEndpoint, reason) => {
  const url = await startEndpoint();

  const { code, complaints } = await start({ AWS_ENDPOINT_URL_S3: url }).ended;

  expect(complaints).toMatch(
    new RegExp(
      `^Can't set up bucket \\S+ at ${url}: ${reason}\\. AWS_ENDPOINT_URL_S3 sets this endpoint\\.\n$`,
    ),
  );
  expect(code).toBe(1);
});

it('prefers the variable of a service to the one for all services', async () => {
  const [dead, other] = [await findDeadEndpoint(), await findDeadEndpoint()];
  const environment = { AWS_ENDPOINT_URL: dead, AWS_ENDPOINT_URL_S3: dead, AWS_ENDPOINT_URL_SQS: dead };

  const { complaints } = await start({ ...environment, AWS_ENDPOINT_URL_DYNAMODB: other }).ended;

  expect(complaints).not.toContain('AWS_ENDPOINT_URL sets');
});

it('names the variable of an SQS with another account', async () => {
  const url = await startFakeEndpoint((_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ QueueUrl: 'http://localhost/123456789012/product-queue' }));
  });

  const { code, complaints } = await start({ AWS_ENDPOINT_URL_SQS: url }).ended;

  expect(complaints).toMatch(/^The SQS at .* AWS_ENDPOINT_URL_SQS sets this endpoint\.\n$/);
  expect(code).toBe(1);
});

it.each([
  ['AWS_ENDPOINT_URL_LAMBDA', 'the functions always run in this process'],
  ['AWS_ENDPOINT_URL_CLOUDWATCH', 'the metrics are always made in this process'],
  ['AWS_ENDPOINT_URL_CLOUDWATCH_LOGS', 'the log is always kept in this process'],
])('refuses %s, and exits 2', async (variable, reason) => {
  const { code, complaints } = await start({ [variable]: await findDeadEndpoint() }).ended;

  expect(complaints).toBe(`${variable}: leave it unset: ${reason}\n`);
  expect(code).toBe(2);
});

// ElasticMQ can't remove a redrive policy, and fails to parse an empty one:
// https://github.com/softwaremill/elasticmq/blob/master/rest/rest-sqs/src/main/scala/org/elasticmq/rest/sqs/QueueAttributesOps.scala
it('works with an SQS that refuses an empty redrive policy, and with a URL that ends with a slash', async () => {
  await using cloud = await startTestCloud({ queues: ['other-queue'] });
  await using elasticMq = await startAwsProxy(cloud.clientConfig('sqs').endpoint, {
    fault: ({ operation, body }) =>
      operation === 'SetQueueAttributes' && body.includes('"RedrivePolicy":""')
        ? { status: 400, type: 'com.amazonaws.sqs#InvalidAttributeValue', message: 'RedrivePolicy' }
        : undefined,
  });

  const { code, output, complaints } = await start({ AWS_ENDPOINT_URL_SQS: `${elasticMq.url}/` }, ['--once'])
    .ended;

  expect(complaints).toBe('');
  expect({ code, output }).toMatchObject({ code: 0 });
});

it('ends at once on Ctrl-C while it waits for an endpoint', async () => {
  const { promise: called, resolve } = Promise.withResolvers<void>();
  const url = await startFakeEndpoint(() => resolve());
  const { child, ended } = start({ AWS_ENDPOINT_URL_SQS: url });
  await called;
  const calledAt = performance.now();

  child.kill('SIGINT');
  const { code, output, complaints } = await ended;

  expect({ code, output, complaints }).toEqual({
    code: 130,
    output: 'Stopped before it was ready.\n',
    complaints: '',
  });
  // It would wait until its three attempts, of almost 3 s each, have failed.
  expect(performance.now() - calledAt).toBeLessThan(8500);
});
