import { createHash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Rejection, Response, Service } from './service.ts';
import type { Queue } from './queue.ts';

interface Entry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>>;
  readonly ReceiptHandle: string;
  readonly VisibilityTimeout: number;
}

interface Input extends Entry {
  readonly QueueUrl: string;
  readonly Entries: readonly Entry[];
}

type Operation = (queue: Queue, input: Input) => object;

export interface Sqs extends Service {
  /** Makes every second entry of the next batch fail, while the call succeeds. */
  readonly failHalfOfNextBatch: () => void;
}

function send(queue: Queue, { MessageBody, DelaySeconds = 0, MessageAttributes = {} }: Entry): object {
  return {
    MessageId: queue.send({ body: MessageBody, attributes: MessageAttributes }, DelaySeconds * 1000).id,
    MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex'),
  };
}

function hide(queue: Queue, { ReceiptHandle, VisibilityTimeout }: Entry): object {
  queue.hide(ReceiptHandle, VisibilityTimeout * 1000);
  return {};
}

function remove(queue: Queue, { ReceiptHandle }: Entry): object {
  queue.delete(ReceiptHandle);
  return {};
}

/** Simulates the calls of the apps to SQS, in its JSON protocol. Queue URLs end with the queue's name. */
export function createSqs(queues: readonly Queue[]): Sqs {
  let halfFails = false;

  function batchOf(one: (queue: Queue, entry: Entry) => object): Operation {
    return (queue, { Entries }) => {
      const fails = (at: number): boolean => halfFails && at % 2 === 1;
      const Failed = Entries.filter((_, at) => fails(at)).map(({ Id }) => ({
        Id,
        Code: 'InternalError',
        SenderFault: false,
      }));
      const Successful = Entries.filter((_, at) => !fails(at)).map((entry) =>
        Object.assign({ Id: entry.Id }, one(queue, entry)),
      );
      halfFails = false;
      return { Successful, Failed };
    };
  }

  const operations: Readonly<Record<string, Operation>> = {
    SendMessage: send,
    SendMessageBatch: batchOf(send),
    DeleteMessage: remove,
    ChangeMessageVisibility: hide,
    ChangeMessageVisibilityBatch: batchOf(hide),
  };

  return {
    parseCall({ headers, body }) {
      const input = JSON.parse(body) as Input;
      const name = headers['x-amz-target']?.split('.')[1] ?? '';
      const queueName = input.QueueUrl.split('/').at(-1) ?? '';
      const operation = operations[name];
      const queue = queues.find(({ name: own }) => own === queueName);
      if (operation === undefined || queue === undefined) {
        throw new Error(`${name} of ${queueName} is not simulated`);
      }
      return {
        point: `${queueName}.${name}`,
        execute: () => ({ status: 200, body: JSON.stringify(operation(queue, input)) }),
      };
    },
    reject: (rejection) => exception(...REJECTIONS[rejection]),
    failHalfOfNextBatch() {
      halfFails = true;
    },
  };
}

const REJECTIONS: Readonly<Record<Rejection, [status: number, name: string]>> = {
  throttled: [400, 'RequestThrottled'],
  failed: [500, 'InternalFailure'],
  denied: [403, 'AccessDenied'],
  gone: [400, 'QueueDoesNotExist'],
};

function exception(status: number, name: string): Response {
  return {
    status,
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message: `simulated ${name}` }),
  };
}
