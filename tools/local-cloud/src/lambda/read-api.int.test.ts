import {
  GetFunctionCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { expect, it, onTestFinished } from 'vitest';

import type { EventSourceMappingSpec } from '../model.ts';
import { createLambdaHost } from './lambda-host.ts';
import { writeFunction } from './testing/set-up-host.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:product-queue';
const BULK_QUEUE = 'arn:aws:sqs:us-east-1:000000000000:product-bulk-queue';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function mapping(overrides: Partial<EventSourceMappingSpec>): EventSourceMappingSpec {
  return {
    id: 'Stack-Mapping',
    queueArn: QUEUE,
    functionName: 'Worker',
    batchSize: 10,
    maximumBatchingWindowSeconds: 0,
    reportBatchItemFailures: false,
    enabled: true,
    ...overrides,
  };
}

async function setUp() {
  const worker = await writeFunction('export const handler = async () => 1;', {
    name: 'Worker',
    environment: { TABLE: 'ProductTable' },
    reservedConcurrency: 20,
  });
  const reader = await writeFunction('export const handler = async () => 1;', { name: 'Reader' });
  const host = await createLambdaHost({
    functions: [worker, reader],
    mappings: [
      mapping({}),
      mapping({
        id: 'Stack-BulkMapping',
        queueArn: BULK_QUEUE,
        batchSize: 200,
        maximumBatchingWindowSeconds: 1,
        maximumConcurrency: 10,
        reportBatchItemFailures: true,
      }),
      mapping({ id: 'Stack-ReaderMapping', functionName: 'Reader', enabled: false }),
    ],
    port: 0,
    environment: {},
    onLog: () => {},
  });
  onTestFinished(() => host.close());
  const lambda = new LambdaClient({
    endpoint: host.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  onTestFinished(() => lambda.destroy());
  return lambda;
}

it('lists the functions', async () => {
  const lambda = await setUp();

  const { Functions: functions, NextMarker } = await lambda.send(new ListFunctionsCommand());

  expect(functions?.map(({ FunctionName }) => FunctionName)).toEqual(['Worker', 'Reader']);
  expect(functions?.[0]).toMatchObject({
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Worker',
    Handler: 'index.handler',
    MemorySize: 128,
    Timeout: 5,
    Version: '$LATEST',
    Environment: { Variables: { TABLE: 'ProductTable' } },
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
  });
  // As on AWS, only the function itself says its state.
  expect(functions?.[0]?.State).toBeUndefined();
  expect(NextMarker).toBeUndefined();
});

it.each(['Worker', 'arn:aws:lambda:us-east-1:000000000000:function:Worker', '000000000000:function:Worker'])(
  'shows the function %s with its state and its reserved concurrency',
  async (FunctionName) => {
    const lambda = await setUp();

    const { Configuration, Concurrency } = await lambda.send(new GetFunctionCommand({ FunctionName }));

    expect(Configuration).toMatchObject({
      FunctionName: 'Worker',
      State: 'Active',
      LastUpdateStatus: 'Successful',
    });
    expect(Concurrency).toEqual({ ReservedConcurrentExecutions: 20 });
  },
);

it('shows no reserved concurrency where there is none', async () => {
  const lambda = await setUp();

  const { Concurrency } = await lambda.send(new GetFunctionCommand({ FunctionName: 'Reader' }));

  expect(Concurrency).toBeUndefined();
});

it.each([{ FunctionName: 'Nobody' }, { FunctionName: 'Worker', Qualifier: '7' }])(
  'answers ResourceNotFoundException for a function that is not there: %j',
  async (input) => {
    const lambda = await setUp();

    await expect(lambda.send(new GetFunctionCommand(input))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: expect.stringContaining(Object.values(input).join(':')),
    });
  },
);

it('lists the mappings of a function, with their settings and whether they are enabled', async () => {
  const lambda = await setUp();

  const { EventSourceMappings: mappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: 'Worker' }),
  );

  expect(mappings).toMatchObject([
    {
      UUID: expect.stringMatching(UUID),
      EventSourceArn: QUEUE,
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:Worker',
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      State: 'Enabled',
      LastModified: expect.any(Date),
    },
    {
      EventSourceArn: BULK_QUEUE,
      BatchSize: 200,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    },
  ]);
  expect(new Set(mappings.map(({ UUID: uuid }) => uuid)).size).toBe(2);
  expect(mappings[0]?.ScalingConfig).toBeUndefined();
});

it('lists the mappings of a queue, disabled ones too', async () => {
  const lambda = await setUp();

  const { EventSourceMappings: mappings } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: QUEUE }),
  );

  expect(mappings?.map(({ FunctionArn, State }) => [FunctionArn?.split(':').at(-1), State])).toEqual([
    ['Worker', 'Enabled'],
    ['Reader', 'Disabled'],
  ]);
});

it('answers ResourceNotFoundException for mappings of a function that is not there', async () => {
  const lambda = await setUp();

  await expect(
    lambda.send(new ListEventSourceMappingsCommand({ FunctionName: 'Nobody' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

it('gives as many at a time as are asked for', async () => {
  const lambda = await setUp();
  const pages = [];
  for await (const { Functions } of paginateListFunctions({ client: lambda, pageSize: 1 }, {})) {
    pages.push(Functions?.length);
  }
  for await (const { EventSourceMappings } of paginateListEventSourceMappings(
    { client: lambda, pageSize: 2 },
    {},
  )) {
    pages.push(EventSourceMappings?.length);
  }

  expect(pages).toEqual([1, 1, 2, 1]);
});

it.each([
  [{ MaxItems: 0 }, 'MaxItems'],
  [{ MaxItems: 10_001 }, 'MaxItems'],
  [{ Marker: '2' }, 'Marker'],
  [{ Marker: 'next' }, 'Marker'],
])('refuses %j and names it', async (input, name) => {
  const lambda = await setUp();

  await expect(lambda.send(new ListFunctionsCommand(input))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(name),
  });
});

it.each([{ MaxItems: 1 }, { MaxItems: 10_000 }, { Marker: '1' }])('takes %j', async (input) => {
  const lambda = await setUp();

  expect((await lambda.send(new ListFunctionsCommand(input))).Functions).not.toEqual([]);
});
