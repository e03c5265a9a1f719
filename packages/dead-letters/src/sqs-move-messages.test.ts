import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { moveMessages, MoveFailedError } from './sqs-move-messages.ts';

type Answer = readonly [status: number, body: object];

/** Starts an endpoint that answers each action with the given answers, in order. */
async function setUp(answers: Record<string, Answer[]>) {
  const requests: unknown[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const action = String(incoming.headers['x-amz-target']).split('.')[1] ?? '';
      const input = (await json(incoming)) as { QueueUrl?: string };
      const [status, body] =
        action === 'GetQueueAttributes'
          ? [200, { Attributes: { QueueArn: `arn:${input.QueueUrl}` } }]
          : (answers[action]?.shift() ?? [500, {}]);
      requests.push([action, input]);
      outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const sqs = new SQSClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
    useQueueUrlAsEndpoint: false,
  });
  return { requests, move: () => moveMessages(sqs, { from: 'dead', to: 'product' }) };
}

const started: Answer = [200, { TaskHandle: 'task' }];
const task = (fields: object): Answer => [200, { Results: [fields] }];

describe('moveMessages', () => {
  it('moves them to the other queue, and waits until all are moved', async () => {
    const { move, requests } = await setUp({
      StartMessageMoveTask: [started],
      ListMessageMoveTasks: [
        task({ Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 3 }),
        task({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 7 }),
      ],
    });

    expect(await move()).toBe(7);
    expect(requests).toContainEqual([
      'StartMessageMoveTask',
      { SourceArn: 'arn:dead', DestinationArn: 'arn:product' },
    ]);
  });

  it('resolves to undefined where the endpoint can’t do it', async () => {
    const { move } = await setUp({
      StartMessageMoveTask: [[400, { __type: 'com.amazonaws.sqs#InvalidAction', message: 'Unknown action' }]],
    });

    expect(await move()).toBeUndefined();
  });

  it('fails when SQS refuses the move or stops it', async () => {
    const refused = await setUp({
      StartMessageMoveTask: [[400, { __type: 'com.amazonaws.sqs#AccessDenied', message: 'may not' }]],
    });
    const failed = await setUp({
      StartMessageMoveTask: [started],
      ListMessageMoveTasks: [
        task({ Status: 'FAILED', FailureReason: 'AWS.SimpleQueueService.NonExistentQueue' }),
      ],
    });

    await expect(refused.move()).rejects.toThrow('may not');
    await expect(failed.move()).rejects.toThrow(MoveFailedError);
  });
});
