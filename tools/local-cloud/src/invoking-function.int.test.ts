import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it, onTestFinished } from 'vitest';
import { limitInstances } from './lambda/limit-instances.ts';
import { CREDENTIALS, queueUrl } from './local-account.ts';
import { startLocalCloud } from './start-local-cloud.ts';
import { writeAssembly } from './testing/assembly-builder.ts';

const FILES = 2 * limitInstances({});
const CHUNKS = 8;

/** Invokes the processor for each chunk of a file, all at once, and ends when all have answered. */
const SPLITTER = `export async function handler({ Records: [{ body }] }) {
  const { AWS_ENDPOINT_URL_LAMBDA, PROCESSOR_FUNCTION_NAME } = process.env;
  const url = AWS_ENDPOINT_URL_LAMBDA + '/2015-03-31/functions/' + PROCESSOR_FUNCTION_NAME + '/invocations';
  const answers = await Promise.all(Array.from({ length: ${CHUNKS} }, async (_, chunk) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify({ chunk: body + '/' + chunk }) });
    return response.status === 200 && !response.headers.has('x-amz-function-error');
  }));
  console.log('split ' + body + ' ' + answers.every(Boolean));
  return { batchItemFailures: [] };
}`;

/** Sends the chunk to the worker's queue. */
const PROCESSOR = `export async function handler({ chunk }) {
  const { AWS_ENDPOINT_URL_SQS, QUEUE_URL } = process.env;
  await fetch(AWS_ENDPOINT_URL_SQS, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({ QueueUrl: QUEUE_URL, MessageBody: chunk }),
  });
}`;

const WORKER = `export async function handler({ Records }) {
  for (const { body } of Records) console.log('saved ' + body);
  return { batchItemFailures: [] };
}`;

const functionOf = (name: string, variables: Readonly<Record<string, unknown>> = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: name,
    Code: { S3Key: `${name}.zip` },
    Handler: 'index.handler',
    Runtime: `nodejs${process.versions.node.split('.')[0]}.x`,
    Timeout: 60,
    ReservedConcurrentExecutions: 4 * CHUNKS,
    Environment: { Variables: variables },
  },
});

const mappingOf = (queue: string, target: string, MaximumConcurrency: number) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: {
    BatchSize: 1,
    EventSourceArn: { 'Fn::GetAtt': [queue, 'Arn'] },
    FunctionName: { Ref: target },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency },
  },
});

const STACK = {
  Resources: {
    Files: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'files', VisibilityTimeout: 120 } },
    Products: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'products', VisibilityTimeout: 120 } },
    Splitter: functionOf('Splitter', { PROCESSOR_FUNCTION_NAME: { Ref: 'Processor' } }),
    Processor: functionOf('Processor', { QUEUE_URL: { Ref: 'Products' } }),
    Worker: functionOf('Worker'),
    FileMapping: mappingOf('Files', 'Splitter', 4),
    ProductMapping: mappingOf('Products', 'Worker', 10),
  },
};

it('invokes a function from others, more often at once than it has instances, and lets all of them end', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'local-cloud-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const sources = { Splitter: SPLITTER, Processor: PROCESSOR, Worker: WORKER };
  for (const [name, source] of Object.entries(sources)) {
    await mkdir(join(directory, `asset.${name}`));
    await writeFile(join(directory, `asset.${name}`, 'index.mjs'), source);
  }
  const code = Object.fromEntries(Object.keys(sources).map((name) => [`${name}.zip`, `asset.${name}`]));
  await writeAssembly(directory, { stack: STACK }, code);
  const lines: string[] = [];
  const cloud = await startLocalCloud({
    assemblyDir: directory,
    ports: { aws: 0, dynamodb: 0, lambda: 0, cloudwatch: 0 },
    onLog: (_, line) => lines.push(line),
    onError: (error) => lines.push(String(error)),
  });
  onTestFinished(() => cloud.close());
  const sqs = new SQSClient({
    region: cloud.region,
    credentials: CREDENTIALS,
    endpoint: cloud.endpoints.sqs,
  });
  const QueueUrl = queueUrl(cloud.endpoints.sqs, 'files');
  const files = Array.from({ length: FILES }, (_, file) => `file${file}`);

  await Promise.all(files.map((MessageBody) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))));

  const linesWith = (word: string) => lines.filter((line) => line.includes(`${word} `)).toSorted();
  await expect.poll(() => linesWith('split').length).toBe(FILES);
  expect(linesWith('split').filter((line) => !line.includes(' true'))).toEqual([]);
  await expect.poll(() => new Set(linesWith('saved')).size).toBe(FILES * CHUNKS);
  expect(lines.filter((line) => line.includes('Task timed out'))).toEqual([]);
});
