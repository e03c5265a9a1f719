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

export interface DeliveryAttribute {
  readonly dataType: string;
  readonly stringValue?: string | undefined;
  /** Base64. */
  readonly binaryValue?: string | undefined;
}
