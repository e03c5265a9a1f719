import { S3Store } from 'fauxqs/dist/s3/s3Store.js';
import { SnsStore } from 'fauxqs/dist/sns/snsStore.js';
import { SqsStore, type SqsQueue } from 'fauxqs/dist/sqs/sqsStore.js';
import { INVALID_MESSAGE_BODY_CHAR, type SqsMessage } from 'fauxqs/dist/sqs/sqsTypes.js';
import { queueUrl } from '../local-account.ts';
import { DurableState } from './durable-state.ts';
import { MessageList } from './message-list.ts';
import { keepTraceHeaders } from './trace-headers.ts';

// fauxqs tests UTF-16 code units and so refuses every character beyond U+FFFF, such as an emoji, which SQS
// accepts: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const INVALID_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
INVALID_MESSAGE_BODY_CHAR.test = (body) => INVALID_CHARACTER.test(body);

/** Store whose queue URLs point at this server, even after a restart on another port. */
class ReachableSqsStore extends SqsStore {
  endpoint = '';
  state: DurableState | undefined;

  override createQueue(...[name, , arn, attributes, tags]: Parameters<SqsStore['createQueue']>): SqsQueue {
    const queue = super.createQueue(name, queueUrl(this.endpoint, name), arn, attributes, tags);
    keepTraceHeaders(queue);
    queue.messages = new MessageList() as unknown as SqsMessage[];
    const getAllAttributes = queue.getAllAttributes.bind(queue);
    // fauxqs notices the end of a visibility timeout only on a receive: until then it counts the message as
    // hidden.
    queue.getAllAttributes = (names) => {
      queue.processTimers();
      return getAllAttributes(names);
    };
    const { state } = this;
    if (state !== undefined) {
      const dequeue = queue.dequeue.bind(queue);
      // fauxqs moves a message to the dead-letter queue by a deletion and an insertion: a kill between the
      // two would lose it.
      queue.dequeue = (...request) => state.atomically(() => dequeue(...request));
    }
    return queue;
  }
}

export interface FauxqsStores {
  readonly sqsStore: SqsStore;
  readonly snsStore: SnsStore;
  readonly s3Store: S3Store;
  /** Loads the state of an earlier run. Call it when the endpoint is known, before the first request. */
  open(endpoint: string): void;
  close(): void;
}

/**
 * Creates the stores of `buildApp`, in memory or in `directory`. fauxqs's own `startFauxqs` accepts no
 * stores, listens on every interface, and gives queue URLs at a host that doesn't resolve.
 */
export function createFauxqsStores(directory: string | undefined): FauxqsStores {
  const sqsStore = new ReachableSqsStore();
  const snsStore = new SnsStore();
  const s3Store = new S3Store();
  const state = directory === undefined ? undefined : new DurableState(directory);
  return {
    sqsStore,
    snsStore,
    s3Store,
    open(endpoint) {
      sqsStore.endpoint = endpoint;
      if (state === undefined) {
        return;
      }
      sqsStore.state = state;
      state.releaseMessages();
      state.load(sqsStore, snsStore, s3Store);
      // Set after the load, as in fauxqs, so that loaded state isn't written again.
      for (const persistent of [sqsStore, ...sqsStore.allQueues()]) {
        persistent.persistence = state;
      }
      s3Store.persistence = state;
    },
    close: () => state?.close(),
  };
}
