import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { EventSourceMappingError } from './event-source-mapping/event-source-mapping-error.ts';
import { CREDENTIALS, queueUrl } from './local-account.ts';
import { startLocalCloud } from './start-local-cloud.ts';
import { startTestCloud } from './testing/start-test-cloud.ts';
import { writeAssembly } from './testing/assembly-builder.ts';

/** Sends each message again, with the number of the round, and with the header that the SDK would send. */
const LOOP = `export async function handler({ Records }) {
  const { AWS_ENDPOINT_URL_SQS, QUEUE_URL, _X_AMZN_TRACE_ID } = process.env;
  for (const { body } of Records) {
    const [name, round] = body.split(' ');
    console.log(body);
    if (name === 'loop' || Number(round) < 10) {
      await fetch(AWS_ENDPOINT_URL_SQS, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.SendMessage',
          'x-amzn-trace-id': _X_AMZN_TRACE_ID,
        },
        body: JSON.stringify({ QueueUrl: QUEUE_URL, MessageBody: name + ' ' + (Number(round) + 1) }),
      });
    }
  }
}`;

const stack = {
  Resources: {
    DeadLetters: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead-letter-queue' } },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'queue',
        // Time enough on a machine that is slow: a message that came back would be a dead letter at once.
        VisibilityTimeout: 10,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] }, maxReceiveCount: 1 },
      },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'Loop',
        Code: { S3Key: 'loop.zip' },
        Handler: 'index.handler',
        Timeout: 10,
        Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
        Environment: { Variables: { QUEUE_URL: { Ref: 'Queue' } } },
      },
    },
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
        FunctionName: { Ref: 'Function' },
        // An invocation has one trace header, so messages of one batch would share the longer chain.
        BatchSize: 1,
      },
    },
  },
};

it('stops a message that a function has sent to its own queue 16 times, and dead-letters it', async () => {
  const assemblyDir = await mkdtemp(join(tmpdir(), 'local-cloud-loop-'));
  onTestFinished(() => rm(assemblyDir, { recursive: true }));
  await mkdir(join(assemblyDir, 'asset.loop'));
  await writeFile(join(assemblyDir, 'asset.loop', 'index.mjs'), LOOP);
  await writeAssembly(assemblyDir, { stack }, { 'loop.zip': 'asset.loop' });
  const rounds: string[] = [];
  const onError = vi.fn<(error: unknown) => void>();
  await using stackOfTest = new AsyncDisposableStack();
  const cloud = await startLocalCloud({
    assemblyDir,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    onLog: (_name, line) => rounds.push(line),
    onError,
  });
  stackOfTest.defer(() => cloud.close());
  const { sqs: endpoint } = cloud.endpoints;
  const sqs = new SQSClient({ endpoint, region: cloud.region, credentials: CREDENTIALS });

  await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl(endpoint, 'queue'),
      Entries: ['loop 1', 'short 1'].map((MessageBody, index) => ({ Id: `${index}`, MessageBody })),
    }),
  );

  const deadLetters: (string | undefined)[] = [];
  await expect
    .poll(async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl(endpoint, 'dead-letter-queue') }),
      );
      deadLetters.push(...Messages.map(({ Body }) => Body));
      return deadLetters;
    })
    .toEqual(['loop 17']);
  expect(rounds.filter((line) => line.startsWith('loop'))).toHaveLength(16);
  expect(rounds.filter((line) => line.startsWith('short'))).toHaveLength(10);
  expect(onError.mock.calls).toHaveLength(1);
  expect(onError.mock.lastCall?.[0]).toMatchObject({
    code: 'RECURSIVE_LOOP',
    message: expect.stringContaining('recursive loop') as string,
  } satisfies Partial<EventSourceMappingError>);
});

it("keeps the trace header that a function's SDK sends, and answers it when it is asked for", async () => {
  await using cloud = await startTestCloud({ queues: ['queue'] });
  const QueueUrl = cloud.queueUrl('queue');
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'Worker');
  vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-67891233-abcdef012345678912345678;Lineage=a87bd80c:1');
  onTestFinished(() => void vi.unstubAllEnvs());
  const sqs = new SQSClient(cloud.clientConfig('sqs'));

  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', MessageBody: 'a' }] }));
  vi.stubEnv('_X_AMZN_TRACE_ID', '');
  await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '0', MessageBody: 'b' }] }));

  const receive = (names: ('All' | 'AWSTraceHeader' | 'SentTimestamp')[]) =>
    sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
        MessageSystemAttributeNames: names,
      }),
    );
  const headersOf = async (...names: Parameters<typeof receive>[0]) => {
    const { Messages = [] } = await receive(names);
    return Object.fromEntries(Messages.map(({ Body, Attributes }) => [Body, Attributes?.AWSTraceHeader]));
  };
  const header = 'Root=1-67891233-abcdef012345678912345678;Lineage=a87bd80c:1';
  await expect.poll(() => headersOf('AWSTraceHeader')).toEqual({ a: header, b: undefined });
  await expect.poll(() => headersOf('All')).toEqual({ a: header, b: undefined });
  await expect.poll(() => headersOf('SentTimestamp')).toEqual({ a: undefined, b: undefined });
});
