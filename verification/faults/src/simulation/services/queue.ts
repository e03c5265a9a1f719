import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Process } from '../process.ts';
import type { Randomness } from '../randomness.ts';
import { trueNow } from '../virtual-time.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  visibleAt: number;
  /** Handle of the latest delivery; an older one has no effect. */
  receiptHandle: string | undefined;
  /** The process that received it last. */
  receivedBy: Process | undefined;
  /** A redrive left it in the dead-letter queue. */
  leftOver: boolean;
  /** An earlier receiver was still working on it when it was received last. */
  overlapped: boolean;
}

export interface QueueOptions {
  readonly name: string;
  readonly visibilityTimeoutMs: number;
  /** Moves messages to another queue once they were received this often. */
  readonly redrive?: { readonly maxReceiveCount: number; readonly to: Queue };
  readonly randomness: Randomness;
  /** Changes the body of a message when it is sent. */
  readonly rewrite?: (body: string) => string;
}

/** A standard queue: it delivers in any order, at least once. */
export interface Queue {
  readonly name: string;
  readonly messages: readonly Message[];
  /** Ids of messages that two receivers worked on at once. */
  readonly overlapped: ReadonlySet<string>;
  /** The body of every message that was ever sent here, and when. */
  readonly sent: readonly { readonly body: string; readonly at: number }[];
  send(message: Pick<Message, 'body' | 'attributes'>, delayMs?: number): Message;
  /** Receives up to `max` of the visible messages, and hides them. */
  receive(max: number, by: Process): Message[];
  /**
   * Changes a message's visibility timeout. Like `delete`, it ignores a message that was received again
   * since, or deleted.
   */
  hide(receiptHandle: string, milliseconds: number): void;
  delete(receiptHandle: string): void;
  /** Adds a message that another queue's redrive policy moves here, with its id and receive count. */
  accept(message: Message): void;
  /**
   * Adds a message as a redrive does, as a new one.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
   */
  redeliver(message: Message): void;
  clear(): Message[];
  /** Resolves when no message is left, visible or hidden. */
  emptied(): Promise<void>;
  /** Resolves when a message may have become visible. */
  change(): Promise<void>;
}

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function createQueue({
  name,
  visibilityTimeoutMs,
  redrive,
  randomness,
  rewrite = (body) => body,
}: QueueOptions): Queue {
  let messages: Message[] = [];
  const sent: { body: string; at: number }[] = [];
  let count = 0;
  let waiting = Promise.withResolvers<void>();

  function changed(): void {
    waiting.resolve();
    waiting = Promise.withResolvers();
  }

  function add(message: Message): Message {
    messages.push(message);
    changed();
    return message;
  }

  function fresh({ body, attributes }: Pick<Message, 'body' | 'attributes'>, delayMs = 0): Message {
    count += 1;
    return {
      id: `${name}-${count}`,
      body,
      attributes,
      receiveCount: 0,
      firstReceivedAt: undefined,
      visibleAt: trueNow() + delayMs,
      receiptHandle: undefined,
      receivedBy: undefined,
      leftOver: false,
      overlapped: false,
    };
  }

  const receivers = new Map<string, Process[]>();
  const overlapped = new Set<string>();

  function receiversOf({ id }: Message): Process[] {
    const list = receivers.get(id) ?? [];
    receivers.set(id, list);
    return list;
  }

  const findReceived = (handle: string) => messages.find(({ receiptHandle }) => receiptHandle === handle);

  return {
    name,
    get messages() {
      return messages;
    },
    overlapped,
    sent,
    send({ body, attributes }, delayMs = 0) {
      const rewritten = rewrite(body);
      sent.push({ body: rewritten, at: trueNow() });
      return add(fresh({ body: rewritten, attributes }, delayMs));
    },
    receive(max, by) {
      const visible = messages.filter(({ visibleAt }) => visibleAt <= trueNow());
      const received: Message[] = [];
      while (received.length < max && visible.length > 0) {
        const message = randomness.take(visible);
        if (
          message !== undefined &&
          redrive !== undefined &&
          message.receiveCount >= redrive.maxReceiveCount
        ) {
          messages = messages.filter((one) => one !== message);
          redrive.to.accept(message);
          changed();
        } else if (message !== undefined) {
          count += 1;
          message.receiveCount += 1;
          message.firstReceivedAt ??= trueNow();
          message.visibleAt = trueNow() + visibilityTimeoutMs;
          message.receiptHandle = `${name}-receipt-${count}`;
          message.overlapped = receiversOf(message).some((process) => !process.ended);
          if (message.overlapped) {
            overlapped.add(message.id);
          }
          receiversOf(message).push(by);
          message.receivedBy = by;
          received.push({ ...message });
        }
      }
      return received;
    },
    hide(receiptHandle, milliseconds) {
      const message = findReceived(receiptHandle);
      if (message !== undefined) {
        message.visibleAt = trueNow() + milliseconds;
        changed();
      }
    },
    delete(receiptHandle) {
      const received = findReceived(receiptHandle);
      messages = messages.filter((message) => message !== received);
      changed();
    },
    accept: (message) => void add({ ...message, visibleAt: trueNow() }),
    redeliver: (message) => void add(fresh(message)),
    clear() {
      const submissions = messages;
      messages = [];
      return submissions;
    },
    async emptied() {
      while (messages.length > 0) {
        await waiting.promise;
      }
    },
    async change() {
      const next = Math.min(...messages.map(({ visibleAt }) => visibleAt));
      const { promise } = waiting;
      if (next > trueNow() && Number.isFinite(next)) {
        await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, next - trueNow()))]);
      } else if (next > trueNow()) {
        await promise;
      }
    },
  };
}
