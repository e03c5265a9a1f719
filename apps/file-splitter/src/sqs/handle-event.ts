import { ImportMessage } from '@async-catalog/product-schema';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Conclusion } from '../core/conclusion.ts';
import { createDeadlines, type Deadlines } from '../core/deadlines.ts';
import { OvertakenError } from '../core/errors.ts';
import { createFinishImport } from '../core/finish/finish-import.ts';
import type { SplitterPorts } from '../core/ports.ts';
import { createReadImport } from '../core/read/read-import.ts';
import { retryDelaySeconds } from './retry-delay.ts';

export interface MessageQueue {
  /** Hides a message that returns to the queue for so many seconds. */
  delay(record: SQSRecord, seconds: number): Promise<void>;
}

/** Failures in a row that a message counts at most for while nothing is known of its import's progress. */
const UNKNOWN_FAILURES = 3;

/** Handles an event. Returns a result for each record, in order; a rejected one returns its record to the queue. */
export function createHandleEvent(ports: SplitterPorts & { readonly messages: MessageQueue }) {
  const { messages, telemetry, random } = ports;
  const readImport = createReadImport(ports);
  const finishImport = createFinishImport(ports);

  async function conclude(
    { importId, task, checks }: ImportMessage,
    receives: number,
    deadlines: Deadlines,
  ): Promise<Conclusion> {
    try {
      return await (task === 'read'
        ? readImport(importId, receives, deadlines)
        : finishImport(importId, receives, deadlines, checks));
    } catch (cause) {
      const failures = task === 'read' ? Math.min(receives, UNKNOWN_FAILURES) : receives;
      return { kind: 'retry', cause, failures };
    }
  }

  /** @throws when the record has to return to the queue. */
  async function handle(record: SQSRecord, deadlines: Deadlines): Promise<void> {
    const { messageId, body, attributes } = record;
    const receiveCount = Number(attributes.ApproximateReceiveCount);
    const message = readMessage(body);
    const recordTelemetry = telemetry.addContext({ messageId, receiveCount, ...message.data });
    if (!message.success) {
      recordTelemetry.unreadable(message.error);
      return;
    }
    const conclusion = await conclude(message.data, receiveCount, deadlines);
    if (conclusion.kind === 'acknowledge') {
      return;
    }
    const seconds = conclusion.kind === 'continue' ? 0 : retryDelaySeconds(conclusion.failures, random);
    await messages.delay(record, seconds).catch((cause: unknown) => recordTelemetry.delayFailed(cause));
    if (conclusion.kind === 'continue') {
      throw new Error('there is more to do');
    }
    if (conclusion.cause instanceof OvertakenError) {
      recordTelemetry.overtaken();
    } else {
      recordTelemetry.returned(conclusion.cause);
    }
    throw conclusion.cause;
  }

  return async ({ Records }: SQSEvent, context: Context): Promise<PromiseSettledResult<void>[]> => {
    const deadlines = createDeadlines(context.getRemainingTimeInMillis());
    return Promise.allSettled(Records.map((record) => handle(record, deadlines)));
  };
}

function readMessage(body: string) {
  try {
    return ImportMessage.safeParse(JSON.parse(body));
  } catch {
    return ImportMessage.safeParse(body);
  }
}
