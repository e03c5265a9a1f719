import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './testing/check-screen.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

describe('what operators see', () => {
  let console: OpenConsole;
  const send = async (queue: string, body: string, attributes: Record<string, string> = {}) =>
    console.sqs.send(
      new SendMessageCommand({
        QueueUrl: await console.queueUrl(queue),
        MessageBody: body,
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, StringValue]) => [
            name,
            { DataType: 'String', StringValue },
          ]),
        ),
      }),
    );
  beforeAll(async () => {
    console = await openConsole();
    const items = Array.from({ length: 200 }, (_, index) => ({ sku: `N-${index}`, name: 'Tea', price: 1 }));
    await console.api.saveProducts(items);
    await console.api.saveProducts([{ op: 'patch', sku: 'N-1', ifVersion: 9, price: 2 }]);
    await send('product-queue', 'not JSON');
    await send('product-queue', 'not JSON either');
    await send('product-dead-letter-queue', JSON.stringify(redriven), {
      code: 'RETRIES_EXHAUSTED',
      reason: 'was tried 40 times in seven hours',
    });
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('shows what is going on now, in light and dark, narrow and wide', async () => {
    const wrong = await checkScreen(console, 'now', '.', async (page) => {
      await page.getByText('VERSION_CONFLICT').waitFor();
      await page.getByText('200', { exact: true }).waitFor();
    });
    expect(wrong).toEqual([]);
  });

  it('shows the dead letters, in light and dark, narrow and wide', async () => {
    const wrong = await checkScreen(console, 'dead-letters', 'dead-letters', async (page) => {
      await page.getByText('RETRIES_EXHAUSTED').waitFor();
      await page.getByText('MESSAGE_NOT_JSON').waitFor();
      await page.getByText('Show the message').first().click();
    });
    expect(wrong).toEqual([]);
  });

  it('sends a dead letter back, which is saved then, and deletes others for good after a question', async () => {
    const { page, failures } = await console.openPage();
    await page.goto('dead-letters');
    await page.getByLabel('Select Teapot, redriven').check();
    await page.getByRole('button', { name: 'Send back 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send back' }).click();
    await page.getByText('1 sent back').waitFor();
    await page.getByText('RETRIES_EXHAUSTED').waitFor({ state: 'detached' });
    await expect.poll(() => console.api.findProduct('REDRIVEN')).toMatchObject({ price: 24.5 });
    await page.getByLabel('Select all of MESSAGE_NOT_JSON').check();
    await page.getByRole('button', { name: 'Delete 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete 2' }).click();
    await page.getByText('2 deleted').waitFor();
    await page.getByText('There are no dead letters.').waitFor();
    expect(failures).toEqual([]);
  });
});

/** Message of an item that was given up, as the worker copies it. */
const redriven = {
  version: 1,
  submissionId: '01890a5d-ac96-774b-bcce-b302099a8057',
  index: 0,
  total: 1,
  caller: 'anonymous',
  acceptedAt: new Date().toISOString(),
  requestId: 'redriven',
  product: {
    sku: 'REDRIVEN',
    name: 'Teapot, redriven',
    price: 24.5,
    currency: 'USD',
  },
};
