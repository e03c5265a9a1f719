import { randomUUID } from 'node:crypto';

import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import type { SQSEvent } from 'aws-lambda';

import type { InvokeResult } from '../../lambda/invoke-result.ts';
import type { EventSourceMappingSpec } from '../../model.ts';
import {
  type EventSourceMapping,
  type EventSourceMappingOptions,
  startEventSourceMapping,
} from '../event-source-mapping.ts';
import type { EventSourceMappingError } from '../event-source-mapping-error.ts';

const REGION = 'us-east-1';

export interface TestQueue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
}

/** Starts SQS in this process, with a queue for each test. */
export async function setUpSqs() {
  const server = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  const sqs = new SQSClient({
    endpoint: server.address,
    // The host in the queue's URL doesn't resolve.
    useQueueUrlAsEndpoint: false,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const mappings: EventSourceMapping[] = [];

  async function createQueue(attributes: Record<string, string> = {}): Promise<TestQueue> {
    const name = `queue-${randomUUID()}`;
    const { QueueUrl: url = '' } = await sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
    );
    return { name, url, arn: `arn:aws:sqs:${REGION}:000000000000:${name}` };
  }

  return {
    sqs,
    createQueue,

    /** Sends messages in order and returns their ids. */
    async send(queue: TestQueue, bodies: readonly string[]): Promise<string[]> {
      const ids = [];
      for (let start = 0; start < bodies.length; start += 10) {
        const entries = bodies
          .slice(start, start + 10)
          .map((body, index) => ({ Id: String(index), MessageBody: body }));
        const { Successful: sent = [] } = await sqs.send(
          new SendMessageBatchCommand({ QueueUrl: queue.url, Entries: entries }),
        );
        ids.push(...sent.map(({ MessageId = '' }) => MessageId));
      }
      return ids;
    },

    async receive(queue: TestQueue, waitSeconds = 0): Promise<Message[]> {
      const { Messages: messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue.url,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: waitSeconds,
        }),
      );
      return messages;
    },

    /** Counts visible and hidden messages. */
    depth(queue: TestQueue) {
      const messages = server.inspectQueue(queue.name)?.messages;
      return { ready: messages?.ready.length, hidden: messages?.inflight.length };
    },

    /** Starts a mapping whose function is `handle`; an exception is a function error. */
    startMapping(
      queue: TestQueue,
      handle: (event: SQSEvent) => unknown,
      spec: Partial<EventSourceMappingSpec> = {},
      overrides: Partial<EventSourceMappingOptions> = {},
    ) {
      const events: SQSEvent[] = [];
      const errors: EventSourceMappingError[] = [];
      const mapping = startEventSourceMapping({
        sqs,
        queueUrl: queue.url,
        region: REGION,
        mapping: {
          id: 'TestMapping',
          queueArn: queue.arn,
          functionName: 'TestFunction',
          batchSize: 10,
          maximumBatchingWindowSeconds: 0,
          reportBatchItemFailures: true,
          enabled: true,
          ...spec,
        },
        invoke: async (payload) => {
          const event = JSON.parse(payload) as SQSEvent;
          events.push(event);
          return answer(() => handle(event));
        },
        onError: (error) => errors.push(error),
        ...overrides,
      });
      mappings.push(mapping);
      return { mapping, events, errors };
    },

    async stop() {
      await Promise.all(mappings.map((mapping) => mapping.close()));
      sqs.destroy();
      await server.stop();
    },
  };
}

async function answer(handle: () => unknown): Promise<InvokeResult> {
  const answered = { kind: 'answered', requestId: randomUUID(), logTail: '' } as const;
  try {
    return { ...answered, payload: JSON.stringify((await handle()) ?? null) };
  } catch (error) {
    const payload = JSON.stringify({ errorType: 'Error', errorMessage: String(error), trace: [] });
    return { ...answered, payload, functionError: 'Unhandled' };
  }
}

export function bodiesOf(event: SQSEvent): string[] {
  return event.Records.map(({ body }) => body);
}
