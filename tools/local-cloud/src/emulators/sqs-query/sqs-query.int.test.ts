import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { queueUrl } from '../../local-account.ts';
import { provision } from '../../provisioning/provision.ts';
import { startEmulators } from '../start-emulators.ts';

async function setUp() {
  const emulators = await startEmulators();
  onTestFinished(() => emulators.close());
  await provision(emulators, {
    queues: [{ name: 'product-queue', attributes: { VisibilityTimeout: '180' } }],
  });
  const QueueUrl = queueUrl(emulators.endpoints.sqs, 'product-queue');
  return {
    QueueUrl,
    sqs: new SQSClient(emulators.clientConfig('sqs')),
    /** Sends a request as Debian's `awscli` does. */
    ask: async (Action: string, parameters: Record<string, string> = {}) => {
      const body = new URLSearchParams({ Action, Version: '2012-11-05', QueueUrl, ...parameters });
      const response = await fetch(emulators.endpoints.sqs, { method: 'POST', body });
      return { status: response.status, xml: await response.text() };
    },
  };
}

describe("SQS's query protocol", () => {
  it('finds queues and their attributes', async () => {
    const { ask, QueueUrl } = await setUp();

    const { status, xml } = await ask('ListQueues');
    expect(status).toBe(200);
    expect(xml).toContain(`<ListQueuesResult><QueueUrl>${QueueUrl}</QueueUrl></ListQueuesResult>`);
    expect((await ask('GetQueueUrl', { QueueName: 'product-queue' })).xml).toContain(
      `<QueueUrl>${QueueUrl}</QueueUrl>`,
    );
    expect((await ask('GetQueueAttributes', { 'AttributeName.1': 'VisibilityTimeout' })).xml).toMatch(
      /^<GetQueueAttributesResponse><GetQueueAttributesResult><Attribute><Name>VisibilityTimeout<\/Name><Value>180<\/Value><\/Attribute><\/GetQueueAttributesResult><ResponseMetadata><RequestId>[-0-9a-f]{36}<\/RequestId><\/ResponseMetadata><\/GetQueueAttributesResponse>$/,
    );
  });

  it('changes attributes', async () => {
    const { ask, sqs, QueueUrl } = await setUp();

    await ask('SetQueueAttributes', { 'Attribute.1.Name': 'VisibilityTimeout', 'Attribute.1.Value': '7' });

    const get = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['VisibilityTimeout'] });
    expect((await sqs.send(get)).Attributes).toEqual({ VisibilityTimeout: '7' });
  });

  it('sends, receives and deletes a message of any text', async () => {
    const { ask } = await setUp();

    const sent = await ask('SendMessage', {
      MessageBody: '<garbage> & 🎸\r\n',
      'MessageAttribute.1.Name': 'code',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'X',
    });
    const { xml } = await ask('ReceiveMessage', {
      'AttributeName.1': 'All',
      'MessageAttributeName.1': 'All',
    });
    const ReceiptHandle = /<ReceiptHandle>(.*)<\/ReceiptHandle>/.exec(xml)?.[1] ?? '';
    const deleted = await ask('DeleteMessage', { ReceiptHandle });
    const { xml: attributes } = await ask('GetQueueAttributes', {
      'AttributeName.1': 'ApproximateNumberOfMessagesNotVisible',
    });

    expect(sent.xml).toMatch(/<MD5OfMessageBody>[0-9a-f]{32}<\/MD5OfMessageBody>/);
    expect(xml).toContain('<Body>&lt;garbage&gt; &amp; 🎸&#xD;\n</Body>');
    expect(xml).toContain('<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>');
    expect(xml).toContain(
      '<MessageAttribute><Name>code</Name><Value><DataType>String</DataType><StringValue>X</StringValue></Value></MessageAttribute>',
    );
    expect(deleted.status).toBe(200);
    expect(attributes).toContain('<Value>0</Value>');
  });

  it('lists the successful and the failed entries of a batch', async () => {
    const { ask } = await setUp();

    const { xml } = await ask('SendMessageBatch', {
      'SendMessageBatchRequestEntry.1.Id': 'good',
      'SendMessageBatchRequestEntry.1.MessageBody': 'a',
      'SendMessageBatchRequestEntry.2.Id': 'bad',
      'SendMessageBatchRequestEntry.2.MessageBody': '\u0001',
    });

    expect(xml).toContain('<SendMessageBatchResultEntry><Id>good</Id>');
    expect(xml).toContain('<BatchResultErrorEntry><Id>bad</Id><SenderFault>true</SenderFault>');
  });

  it('answers errors with the codes of this protocol', async () => {
    const { ask } = await setUp();

    const { status, xml } = await ask('GetQueueUrl', { QueueName: 'nowhere' });

    expect(status).toBe(400);
    expect(xml).toContain('<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>');
    expect((await ask('StartMessageMoveTask')).xml).toContain('Unknown action: StartMessageMoveTask');
  });
});
