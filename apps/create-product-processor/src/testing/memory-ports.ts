import type { QueueMessage, RejectedItem, SubmissionRecord } from '@async-catalog/product-schema';
import { messageBodyOf } from '../adapters/aws/message-body.ts';
import type { Ports } from './intake-service.ts';

/** Ports for what has nothing to do with where things are kept: everything lands in arrays, messages as they would be read. */
export function memoryPorts() {
  const records: SubmissionRecord[] = [];
  const messages: QueueMessage[] = [];
  const rejected: RejectedItem[] = [];
  const ports: Ports = {
    submissions: {
      create(record) {
        records.push(record);
        return Promise.resolve(record);
      },
      takeOver: () => Promise.reject(new Error('Every submission is fresh here.')),
      markQueued: () => Promise.resolve(),
      release: () => Promise.resolve(),
    },
    queue: {
      send(sent) {
        messages.push(...sent.map((message) => JSON.parse(messageBodyOf(message)) as QueueMessage));
        return Promise.resolve();
      },
    },
    rejectedItems: {
      put(_id, items) {
        rejected.push(...items);
        return Promise.resolve();
      },
    },
  };
  return { ports, records, messages, rejected };
}
