import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSqsDeadLetterQueue, type DeadLetter, drop, forChosen, redrive } from './index.ts';
import { startQueues } from './testing/queues.ts';

let cloud: Awaited<ReturnType<typeof startQueues>>;
let stages = 0;

beforeAll(async () => {
  cloud = await startQueues();
});
afterAll(() => cloud.close());

/** Sets up queues of its own. */
async function setUp() {
  stages += 1;
  const stage = await cloud.addQueues(`stage-${stages}-`);
  return { ...stage, queue: createSqsDeadLetterQueue(cloud.sqs, stage) };
}

const tea = (sku: string) =>
  JSON.stringify({ version: 1, submissionId: 'submission-1', index: 0, product: { name: 'Tea', sku } });

describe.concurrent('redrive', () => {
  it('loses none when it is stopped between sending and deleting', async () => {
    const { queue, bury, deadLetterQueueUrl, bulkQueueUrl, visible } = await setUp();
    await bury(tea('A'));
    const stopped = { ...queue, remove: () => Promise.reject(new Error('stopped')) };

    await expect(redrive(stopped, 'all', { now: new Date() })).rejects.toThrow('stopped');
    expect(await visible(bulkQueueUrl)).toHaveLength(1);
    expect(await visible(deadLetterQueueUrl)).toHaveLength(1);
  });

  it('loses none when it can’t send', async () => {
    const { bury, deadLetterQueueUrl, bulkQueueUrl, visible } = await setUp();
    const id = await bury(tea('A'));
    const gone = { deadLetterQueueUrl, bulkQueueUrl: `${bulkQueueUrl}-gone` };

    await expect(
      redrive(createSqsDeadLetterQueue(cloud.sqs, gone), [id], { now: new Date() }),
    ).rejects.toThrow('queue does not exist');
    expect(await visible(deadLetterQueueUrl)).toHaveLength(1);
  });

  it('sends nothing back twice in one run, however fast it fails again', async () => {
    const { queue, bury, deadLetterQueueUrl, visible } = await setUp();
    await bury(tea('A'));
    const sentBack: string[] = [];
    const resend = async ({ id }: DeadLetter): Promise<void> => {
      sentBack.push(id);
      await bury(tea('A'));
    };
    // The queue's clock has whole milliseconds.
    await new Promise((resolve) => setTimeout(resolve, 2));

    expect(await redrive({ ...queue, resend }, 'all', { now: new Date() })).toMatchObject({ count: 1 });
    expect(sentBack).toHaveLength(1);
    expect(await visible(deadLetterQueueUrl)).toHaveLength(1);
  });
});

describe.concurrent('drop', () => {
  it('deletes the chosen ones only, and releases the others at once', async () => {
    const { queue, bury, deadLetterQueueUrl, bulkQueueUrl, visible } = await setUp();
    const chosen = await bury(tea('A'));
    await bury(tea('B'));

    expect(await drop(queue, [chosen, 'no-such-id'])).toEqual({
      count: 1,
      notFound: ['no-such-id'],
      sawAll: true,
    });
    expect(await visible(deadLetterQueueUrl)).toMatchObject([{ body: tea('B') }]);
    expect(await visible(bulkQueueUrl)).toEqual([]);
  });
});

describe.concurrent('a search', () => {
  it('releases as many as it received, in batches that SQS takes', async () => {
    const { queue, bury, count, deadLetterQueueUrl, countVisible } = await setUp();
    await Promise.all(Array.from({ length: 125 }, (_, n) => bury(tea(String(n)))));

    expect(await forChosen(queue, { choice: ['no-such-id'] }, async () => 'gone')).toMatchObject({
      count: 0,
      sawAll: true,
    });
    expect([await countVisible(deadLetterQueueUrl), await count(deadLetterQueueUrl)]).toEqual([125, 125]);
  });

  it('that dies hides what it received no longer than it said', async () => {
    const { bury, deadLetterQueueUrl, bulkQueueUrl, countVisible } = await setUp();
    await bury(tea('A'));
    const hiddenSeconds = 1;
    const queue = createSqsDeadLetterQueue(cloud.sqs, { deadLetterQueueUrl, bulkQueueUrl, hiddenSeconds });

    const { value } = await queue.receive()[Symbol.asyncIterator]().next();

    expect(value).toHaveLength(1);
    await vi.waitUntil(async () => (await countVisible(deadLetterQueueUrl)) === 1, { timeout: 60_000 });
  });
});
