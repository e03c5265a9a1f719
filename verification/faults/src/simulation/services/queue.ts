import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Process } from '../process.ts';
import type { Randomness } from '../randomness.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  receiveCount: number;
  /** In milliseconds of virtual time. */
  visibleAt: number;
  /** Of the latest delivery: only that one can delete it. */
  receiptHandle: string | undefined;
  /** Who had it last. */
  receivedBy: Process | undefined;
  /** Somebody who had it before was not done with it when it was received last. */
  overlapped: boolean;
}

export interface QueueOptions {
  readonly visibilityTimeoutMs: number;
  /** Where messages go that were received so often. */
  readonly redrive?: { readonly maxReceiveCount: number; readonly to: Queue };
  readonly randomness: Randomness;
}

/** A standard queue: any order, at least once. */
export interface Queue {
  readonly messages: readonly Message[];
  /** The body of every message that was ever sent here. */
  readonly sent: readonly string[];
  send(message: Pick<Message, 'body' | 'attributes'>, delayMs?: number): Message;
  /** Hands over at most so many of those that can be seen, and hides them. */
  receive(most: number, by: Process): Message[];
  /** Both have no effect on a message that was received again since, or deleted. */
  hide(receiptHandle: string, milliseconds: number): void;
  delete(receiptHandle: string): void;
  /** Puts a message here as the queue that it comes from does: with its id, nothing counted. */
  take(message: Message): void;
  /** The same, for a redrive: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
  takeAnew(message: Message): void;
  clear(): Message[];
  /** Resolves when nothing is here any more, neither to be seen nor hidden. */
  emptied(): Promise<void>;
  /** Resolves when there may be something to receive. */
  change(): Promise<void>;
}

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function createQueue({ visibilityTimeoutMs, redrive, randomness }: QueueOptions): Queue {
  let messages: Message[] = [];
  const sent: string[] = [];
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
      id: `message-${count}`,
      body,
      attributes,
      receiveCount: 0,
      visibleAt: Date.now() + delayMs,
      receiptHandle: undefined,
      receivedBy: undefined,
      overlapped: false,
    };
  }

  const receivers = new Map<string, Process[]>();

  function hadBy({ id }: Message): Process[] {
    const had = receivers.get(id) ?? [];
    receivers.set(id, had);
    return had;
  }

  const held = (handle: string) => messages.find(({ receiptHandle }) => receiptHandle === handle);

  return {
    get messages() {
      return messages;
    },
    sent,
    send({ body, attributes }, delayMs = 0) {
      sent.push(body);
      return add(fresh({ body, attributes }, delayMs));
    },
    receive(most, by) {
      const visible = messages.filter(({ visibleAt }) => visibleAt <= Date.now());
      const received: Message[] = [];
      while (received.length < most && visible.length > 0) {
        const message = randomness.take(visible);
        if (
          message !== undefined &&
          redrive !== undefined &&
          message.receiveCount >= redrive.maxReceiveCount
        ) {
          messages = messages.filter((one) => one !== message);
          redrive.to.take(message);
          changed();
        } else if (message !== undefined) {
          count += 1;
          message.receiveCount += 1;
          message.visibleAt = Date.now() + visibilityTimeoutMs;
          message.receiptHandle = `receipt-${count}`;
          message.overlapped = hadBy(message).some((process) => !process.over);
          hadBy(message).push(by);
          message.receivedBy = by;
          received.push({ ...message });
        }
      }
      return received;
    },
    hide(receiptHandle, milliseconds) {
      const message = held(receiptHandle);
      if (message !== undefined) {
        message.visibleAt = Date.now() + milliseconds;
        changed();
      }
    },
    delete(receiptHandle) {
      messages = messages.filter((message) => message !== held(receiptHandle));
      changed();
    },
    take: (message) => void add({ ...message, visibleAt: Date.now() }),
    takeAnew: (message) => void add(fresh(message)),
    clear() {
      const taken = messages;
      messages = [];
      return taken;
    },
    async emptied() {
      while (messages.length > 0) {
        await waiting.promise;
      }
    },
    async change() {
      const next = Math.min(...messages.map(({ visibleAt }) => visibleAt));
      const { promise } = waiting;
      if (next > Date.now() && Number.isFinite(next)) {
        await Promise.race([promise, new Promise((resolve) => setTimeout(resolve, next - Date.now()))]);
      } else if (next > Date.now()) {
        await promise;
      }
    },
  };
}
