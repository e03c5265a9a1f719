import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse } from 'aws-lambda';
import { sqsEvent, sqsRecord } from '@async-catalog/local-cloud/testing';
import { APPS } from '../../bundling/apps.ts';
import type { Cloud } from '../../cloud/start-cloud.ts';
import { startHandler } from '../../handlers/start-handler.ts';

const APP = 'FileSplitter';

/** The splitter in a process of its own, which takes its queue's messages until the signal aborts. */
export interface DrivenSplitter {
  /** Resolves to the peak of its resident memory. */
  readonly stopped: Promise<number>;
}

/** Starts the splitter with the messages of `import-queue`, one at a time, as its mapping would. */
export function driveSplitter(cloud: Cloud, stop: AbortSignal): DrivenSplitter {
  return { stopped: drive(cloud, stop) };
}

async function drive({ environments, memoryMb, sqsEndpoint }: Cloud, stop: AbortSignal): Promise<number> {
  const environment = environments[APP] ?? {};
  const QueueUrl = environment['IMPORT_QUEUE_URL'];
  await using handler = await startHandler(APPS[APP].bundle, environment, {
    ...(memoryMb[APP] !== undefined && { memoryMb: memoryMb[APP] }),
  });
  const sqs = new SQSClient({
    endpoint: sqsEndpoint,
    useQueueUrlAsEndpoint: false,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  let peakBytes = 0;
  while (!stop.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 1,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    for (const message of Messages) {
      const effort = await handler.call('handle', [eventOf(message)]);
      peakBytes = Math.max(peakBytes, effort.peakBytes);
      if ((effort.answer as SQSBatchResponse).batchItemFailures.length === 0) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
      }
    }
  }
  sqs.destroy();
  return peakBytes;
}

function eventOf({ Body = '', ReceiptHandle = '', MessageId = '', Attributes }: Message): unknown {
  return sqsEvent([
    sqsRecord(Body, {
      receiptHandle: ReceiptHandle,
      messageId: MessageId,
      receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    }),
  ]);
}
