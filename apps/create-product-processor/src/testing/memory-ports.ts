import type { Limiter } from '@async-catalog/caller-limits';
import type { QueueMessage, RejectedItem, ReportPart, SubmissionRecord } from '@async-catalog/product-schema';
import { toMessageBody } from '../adapters/sqs-product-queue.ts';
import type { FailedSettlement } from '../core/ports.ts';
import type { Ports } from './intake-service.ts';

const PASSED = { passed: true, usage: undefined, giveBack: () => Promise.resolve() };

/** Lets everything pass, as the limiter does while its table is out. */
const UNLIMITED: Limiter = {
  take: () => Promise.resolve(PASSED),
  add: () => Promise.resolve(PASSED),
  read: () => Promise.resolve(undefined),
};

/** Builds ports that keep everything in arrays, messages as the worker would read them. */
export function memoryPorts() {
  const records: SubmissionRecord[] = [];
  const messages: QueueMessage[] = [];
  const rejected: RejectedItem[] = [];
  const parts: ReportPart[] = [];
  const settlements: FailedSettlement[] = [];
  const listed: SubmissionRecord[] = [];
  const ports: Ports = {
    submissions: {
      create(record) {
        records.push(record);
        return Promise.resolve(record);
      },
      takeOver: () => Promise.reject(new Error('Every submission is fresh here.')),
      markQueued: () => Promise.resolve(),
      markComplete: () => Promise.resolve(),
      noteRetry: () => Promise.resolve(),
      release: () => Promise.resolve(),
      settleFailed: (settlement) => {
        settlements.push(settlement);
        return Promise.resolve();
      },
    },
    limiterOf: () => UNLIMITED,
    lists: {
      add(record) {
        listed.push(record);
        return Promise.resolve();
      },
    },
    queue: {
      send(sent) {
        messages.push(...sent.map((message) => JSON.parse(toMessageBody(message)) as QueueMessage));
        return Promise.resolve();
      },
    },
    rejectedItems: {
      put(_id, items) {
        rejected.push(...items);
        return Promise.resolve();
      },
    },
    reportParts: {
      put(_id, _partId, part) {
        parts.push(part);
        return Promise.resolve();
      },
    },
  };
  return { ports, records, messages, rejected, parts, settlements, listed };
}
