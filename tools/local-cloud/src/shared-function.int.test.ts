import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { limitInstances } from './lambda/limit-instances.ts';
import { CREDENTIALS, queueUrl } from './local-account.ts';
import { startLocalCloud } from './start-local-cloud.ts';
import { writeAssembly } from './testing/assembly-builder.ts';

const WORKER = `import { existsSync } from 'node:fs';
export async function handler({ Records: [{ body }] }) {
  console.log('begun ' + body);
  while (body === 'slow' && !existsSync(new URL('released', import.meta.url))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}`;

/** No slow message comes back, and no invocation ends, before the test lets them. */
const QUARTER_HOUR = 900;

const mappingOf = (queue: string) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    BatchSize: 1,
    EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
    FunctionName: { Ref: 'Worker' },
    ScalingConfig: { MaximumConcurrency: 50 },
  },
});

const STACK = {
  Resources: {
    Busy: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'busy', VisibilityTimeout: QUARTER_HOUR } },
    Quiet: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'quiet', VisibilityTimeout: QUARTER_HOUR } },
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'Worker',
        Code: { S3Key: 'worker.zip' },
        Handler: 'index.handler',
        Timeout: QUARTER_HOUR,
        Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
      },
    },
    BusyMapping: mappingOf('Busy'),
    QuietMapping: mappingOf('Quiet'),
  },
};

it('leaves an instance to each mapping of a function, however many messages another one has', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await mkdir(join(directory, 'asset.worker'));
  await writeFile(join(directory, 'asset.worker', 'index.mjs'), WORKER);
  await writeAssembly(directory, { stack: STACK }, { 'worker.zip': 'asset.worker' });
  const lines: string[] = [];
  const cloud = await startLocalCloud({
    assemblyDir: directory,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    onLog: (_, line) => lines.push(line),
    onError: (error) => lines.push(String(error)),
  });
  onTestFinished(() => cloud.close());
  onTestFinished(() => writeFile(join(directory, 'asset.worker', 'released'), ''));
  const count = (body: string) => lines.filter((line) => line.includes(`begun ${body}`)).length;
  const sqs = new SQSClient({
    region: cloud.region,
    credentials: CREDENTIALS,
    endpoint: cloud.endpoints.sqs,
  });
  const send = (queue: string, body: string) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl(cloud.endpoints.sqs, queue),
        Entries: Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: body })),
      }),
    );
  await send('busy', 'slow');
  const share = Math.min(10, limitInstances({}) - 1);
  await expect.poll(() => count('slow')).toBe(share);

  await send('quiet', 'quick');

  await expect.poll(() => count('quick')).toBe(10);
  expect(count('slow')).toBe(share);
});
