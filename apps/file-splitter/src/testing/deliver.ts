import { lambdaContext, sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import type { ImportMessage } from '@async-catalog/product-schema';
import { createHandleEvent } from '../sqs/handle-event.ts';
import type { Ports } from './memory-ports.ts';

/** Delivers a message. Resolves to `fulfilled` where it is acknowledged. */
export async function deliver(
  ports: Ports,
  message: Omit<ImportMessage, 'version'>,
  { receiveCount = 1, remainingMs = 120_000 } = {},
): Promise<'fulfilled' | 'rejected'> {
  const record = sqsRecord({ version: 1, ...message }, { receiveCount });
  const [result] = await createHandleEvent(ports)(sqsEvent([record]), lambdaContext({ remainingMs }));
  return result!.status;
}
