import { provision } from '@async-catalog/local-cloud';
import { startTestCloud } from '@async-catalog/local-cloud/testing';
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

/** Starts an emulator for the two queues of any number of stages, and for the logs of their workers. */
export async function startQueues() {
  const cloud = await startTestCloud({ queues: [], metricFilters: [] });
  const sqs = new SQSClient({ ...cloud.clientConfig('sqs'), useQueueUrlAsEndpoint: false });

  async function counts(QueueUrl: string) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
    return {
      visible: Number(ApproximateNumberOfMessages),
      hidden: Number(ApproximateNumberOfMessagesNotVisible),
    };
  }

  async function addQueues(prefix: string) {
    const names = [`${prefix}product-bulk-queue`, `${prefix}product-dead-letter-queue`];
    await provision(cloud.emulators, { queues: names.map((name) => ({ name, attributes: {} })) });
    const [bulkQueueUrl = '', deadLetterQueueUrl = ''] = names.map(cloud.queueUrl);
    return {
      bulkQueueUrl,
      deadLetterQueueUrl,
      /** Sends a message to the dead-letter queue; with a code, as the worker's copy. */
      bury: async (body: string, code?: string): Promise<string> => {
        const { MessageId } = await sqs.send(
          new SendMessageCommand({
            QueueUrl: deadLetterQueueUrl,
            MessageBody: body,
            MessageAttributes: {
              tenant: attribute('shop-7'),
              ...(code !== undefined && {
                code: attribute(code),
                reason: attribute('its reason'),
                originalMessageId: attribute('original-1'),
              }),
            },
          }),
        );
        return String(MessageId);
      },
      countVisible: async (queueUrl: string): Promise<number> => (await counts(queueUrl)).visible,
      /** Counts the messages, hidden ones too. */
      count: async (queueUrl: string): Promise<number> => {
        const { visible, hidden } = await counts(queueUrl);
        return visible + hidden;
      },
      /** Reads the bodies and attributes of all visible messages, in no particular order. */
      visible: async (queueUrl: string) => {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: 10,
            MessageAttributeNames: ['All'],
            VisibilityTimeout: 0,
          }),
        );
        return Messages.map(({ Body, MessageAttributes = {} }) => ({
          body: Body,
          attributes: Object.keys(MessageAttributes).toSorted(),
        }));
      },
    };
  }

  return {
    sqs,
    environment: cloud.environment,
    addQueues,
    writeLog: cloud.writeLog,
    async close() {
      sqs.destroy();
      await cloud.close();
    },
  };
}
