// Not exported by fauxqs, whose `startFauxqs` listens on every interface, gives queue URLs at a host that does not resolve, and has the
// defects mended below. Its `buildApp` takes stores: these are fauxqs's own, mended.
import { S3Store } from '../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../node_modules/fauxqs/dist/sns/snsStore.js';
import { SqsStore, type SqsQueue } from '../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import { INVALID_MESSAGE_BODY_CHAR } from '../../node_modules/fauxqs/dist/sqs/sqsTypes.js';
import { queueUrl } from '../local-account.ts';
import { DurableState } from './durable-state.ts';

// fauxqs looks at UTF-16 units and so refuses every character beyond U+FFFF, such as an emoji; SQS takes them:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
const INVALID_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
INVALID_MESSAGE_BODY_CHAR.test = (body) => INVALID_CHARACTER.test(body);

/** Queues whose URLs lead to this server, also after a restart on another port. */
class ReachableSqsStore extends SqsStore {
  endpoint = '';
  state: DurableState | undefined;

  override createQueue(...[name, , arn, attributes, tags]: Parameters<SqsStore['createQueue']>): SqsQueue {
    const queue = super.createQueue(name, queueUrl(this.endpoint, name), arn, attributes, tags);
    const getAllAttributes = queue.getAllAttributes.bind(queue);
    // fauxqs sees that a visibility timeout is over when somebody receives: until then, it would count the message as hidden.
    queue.getAllAttributes = (names) => {
      queue.processTimers();
      return getAllAttributes(names);
    };
    const { state } = this;
    if (state !== undefined) {
      const dequeue = queue.dequeue.bind(queue);
      // fauxqs moves a message to the dead-letter queue by a deletion and an insertion: killed in between, it would be lost.
      queue.dequeue = (...request) => state.atomically(() => dequeue(...request));
    }
    return queue;
  }
}

export interface FauxqsStores {
  readonly sqsStore: SqsStore;
  readonly snsStore: SnsStore;
  readonly s3Store: S3Store;
  /** To be called once the endpoint is known, and before it is told to anyone: reads what an earlier run left. */
  open(endpoint: string): void;
  close(): void;
}

/** In memory, or in `directory`. */
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
      state.takeBackMessages();
      state.load(sqsStore, snsStore, s3Store);
      // Only now, as fauxqs does: what is being read needs no writing.
      for (const persistent of [sqsStore, ...sqsStore.allQueues()]) {
        persistent.persistence = state;
      }
      s3Store.persistence = state;
    },
    close: () => state?.close(),
  };
}
