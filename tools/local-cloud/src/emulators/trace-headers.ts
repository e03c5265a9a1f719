import { AsyncLocalStorage } from 'node:async_hooks';
import type { buildApp } from 'fauxqs';
import type { SqsQueue, SqsStore } from 'fauxqs/dist/sqs/sqsStore.js';
import type { ReceivedMessage, SqsMessage } from 'fauxqs/dist/sqs/sqsTypes.js';

const sending = new AsyncLocalStorage<string>();
const traceHeaders = new WeakMap<SqsMessage, string>();

/**
 * Adds the system attribute `AWSTraceHeader` to fauxqs: the `X-Amzn-Trace-Id` that a message was sent with. It is in memory only.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-message-system-attributes
 */
export function serveTraceHeaders(app: ReturnType<typeof buildApp>, store: SqsStore): void {
  app.addHook('preHandler', (request, _reply, done) => {
    const header = request.headers['x-amzn-trace-id'];
    const sends = String(request.headers['x-amz-target']).startsWith('AmazonSQS.SendMessage');
    return sends && typeof header === 'string' ? sending.run(header, done) : done();
  });
  app.addHook('preSerialization', async (request, _reply, payload) => {
    if (request.headers['x-amz-target'] !== 'AmazonSQS.ReceiveMessage') {
      return payload;
    }
    const { QueueUrl, MessageSystemAttributeNames = [] } = request.body as ReceiveInput;
    const { Messages = [] } = payload as { readonly Messages?: ReceivedMessage[] };
    const queue = store.getQueue(QueueUrl);
    if (MessageSystemAttributeNames.some((name) => name === 'All' || name === 'AWSTraceHeader')) {
      for (const received of Messages) {
        const message = queue?.inflightMessages.get(received.ReceiptHandle)?.message;
        const header = message && traceHeaders.get(message);
        if (header !== undefined) {
          received.Attributes = { ...received.Attributes, AWSTraceHeader: header };
        }
      }
    }
    return payload;
  });
}

/** Remembers the header of each message that is sent to the queue. */
export function keepTraceHeaders(queue: SqsQueue): void {
  const enqueue = queue.enqueue.bind(queue);
  queue.enqueue = (message) => {
    const header = sending.getStore();
    if (header !== undefined) {
      traceHeaders.set(message, header);
    }
    enqueue(message);
  };
}

interface ReceiveInput {
  readonly QueueUrl: string;
  readonly MessageSystemAttributeNames?: readonly string[];
}
