/** One delivery of a message. */
export interface Delivery {
  readonly messageId: string;
  /** Names this delivery, not the message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
  readonly receiptHandle: string;
  readonly body: string;
  /** 1 on the first delivery. */
  readonly receiveCount: number;
  readonly attributes: Readonly<Record<string, DeliveryAttribute>>;
}

/** How many times the message was put back on the queue as a new one. */
export function timesSentAgain({ attributes }: Pick<Delivery, 'attributes'>): number {
  const times = Number(attributes[SENT_AGAIN]?.stringValue ?? 0);
  return Number.isSafeInteger(times) ? times : 0;
}

/** The message attribute that counts it. */
export const SENT_AGAIN = 'sentAgain';

export interface DeliveryAttribute {
  readonly dataType: string;
  readonly stringValue?: string | undefined;
  /** Base64. */
  readonly binaryValue?: string | undefined;
}
