import { createSqsClient } from '@async-catalog/aws-clients';
import { provision, startEmulators } from '@async-catalog/local-cloud';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { setEnvironment } from '../config.ts';

const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });

/** The two queues, on an emulator that the environment leads to. */
export async function startQueues() {
  const emulators = await startEmulators({ endpoints: { dynamodb: 'http://127.0.0.1:9' } });
  setEnvironment({ ...emulators.environment });
  const sqs = createSqsClient();

  async function urlOf(QueueName: string): Promise<string> {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
  }

  async function addQueues(prefix: string) {
    const names = [`${prefix}product-queue`, `${prefix}product-dead-letter-queue`];
    await provision(emulators, { queues: names.map((name) => ({ name, attributes: {} })) });
    const [productQueueUrl = '', deadLetterQueueUrl = ''] = await Promise.all(names.map(urlOf));
    return {
      productQueueUrl,
      deadLetterQueueUrl,
      /** Puts a letter into the dead-letter queue; with a code, as a copy of the worker's. */
      bury: async (body: string, code?: string): Promise<string> => {
        const { MessageId } = await sqs.send(
          new SendMessageCommand({
            QueueUrl: deadLetterQueueUrl,
            MessageBody: body,
            MessageAttributes: {
              tenant: attribute('shop-7'),
              sentAgain: attribute('3'),
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
      /** How many messages there are, hidden ones too. */
      count: async (queueUrl: string): Promise<number> => {
        const { Attributes = {} } = await sqs.send(
          new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
        );
        const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
        return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
      },
      /** Bodies and attributes of what can be received now, in no order. */
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
    environment: emulators.environment,
    addQueues,
    async close() {
      sqs.destroy();
      await emulators.close();
    },
  };
}
