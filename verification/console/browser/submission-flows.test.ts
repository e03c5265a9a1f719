import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

/** Items of one large submission, which the worker needs a second or more for. */
const items = (name: string, count = 1000) =>
  Array.from({ length: count }, (_, index) => ({
    sku: `${name}-${index}`,
    name: `${name} ${index}`,
    price: 1,
  }));

describe('what is done with submissions', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('follows one live, through a reload and a lost network, and never shows an earlier state', async () => {
    for (const name of ['a', 'b']) {
      await console.api.createProducts(items(name));
    }
    const { submissionId } = await console.api.createProducts(items('d'));
    const { page, failures } = await console.openPage();
    await page.addInitScript(() => {
      const shown: string[] = [];
      Object.assign(globalThis, { shown });
      setInterval(() => {
        const text = document.querySelector('.outcome-counts')?.textContent ?? '';
        if (text !== '' && text !== shown.at(-1)) {
          shown.push(text);
        }
      }, 20);
    });
    await page.goto(`submissions/${submissionId}`);
    await page.getByText('1,000 pending').waitFor();
    await page.reload();
    await page.locator('.outcome-counts').waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').first().waitFor();
    await page.locator('.outcome-counts').waitFor();
    await page.context().setOffline(false);
    await page.getByText('1,000 saved').waitFor();
    await page.getByText('Ended: completed').waitFor();
    const shown = await page.evaluate<string[]>('shown');
    const saved = shown.map((text) => Number(/([\d,]+) saved/.exec(text)?.[1]?.replace(',', '') ?? 0));
    expect(saved).toEqual(saved.toSorted((one, other) => one - other));
    expect(failures.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });

  it('cancels one, after a question that can be answered with no', async () => {
    for (const name of ['e', 'f']) {
      await console.api.createProducts(items(name));
    }
    const { submissionId } = await console.api.createProducts(items('h'));
    const { page, failures } = await console.openPage();
    await page.goto(`submissions/${submissionId}`);
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByText('Ended: cancelled').waitFor();
    const { counts, status } = await console.api.getSubmission(submissionId);
    expect(status).toBe('cancelled');
    expect(counts.cancelled).toBeGreaterThan(0);
    await page.getByText(`${counts.cancelled.toLocaleString('en')} cancelled`).waitFor();
    expect(failures).toEqual([]);
  });

  it('retries what was not saved as a new submission, once however often it is pressed', async () => {
    const { submissionId } = await console.api.createProducts([
      { sku: 'x', name: 'X', price: 1 },
      { op: 'patch', sku: 'a-1', ifVersion: 99, price: 5 },
    ]);
    await console.api.waitForSubmission(submissionId);
    const { page } = await console.openPage();
    await page.goto(`submissions/${submissionId}`);
    await page.getByRole('button', { name: 'Retry 1 not saved' }).dblclick();
    await page.getByText('as a retry of').waitFor();
    const { events } = await console.api.getTimeline(submissionId);
    expect(events.filter(({ event }) => event === 'retried')).toHaveLength(1);
    await page.goBack();
    await page.getByText('Retried').waitFor();
  });

  it('retries and cancels many at once, and says of each what became of it', async () => {
    const { page } = await console.openPage();
    await page.goto('submissions?status=cancelled');
    const boxes = page.getByRole('checkbox');
    await boxes.first().check();
    await page.getByLabel('Status').selectOption('completed');
    await page.waitForURL(/status=completed/);
    await page.getByRole('link', { name: '…' }).first().waitFor();
    await boxes.first().check();
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Retry what was not saved' }).click();
    await page.getByRole('button', { name: 'Retry 2' }).click();
    await page.getByText('1 of 2 done').waitFor();
    expect(await page.getByRole('group', { name: 'Selection' }).count()).toBe(0);
    await page.getByText('submitted again, as').waitFor();
    await page.getByText('No failed item is left to retry').waitFor();
  });

  it('downloads the report in each format', async () => {
    const { submissionId } = await console.api.createProducts(items('k', 3));
    await console.api.waitForSubmission(submissionId);
    const { page } = await console.openPage();
    await page.goto(`submissions/${submissionId}`);
    for (const [name, extension] of [
      ['Spreadsheet', 'xlsx'],
      ['CSV', 'csv'],
      ['Text', 'txt'],
      ['JSON', 'json'],
    ] as const) {
      const waiting = page.waitForEvent('download');
      await page.getByRole('button', { name, exact: true }).click();
      const download = await waiting;
      expect(download.suggestedFilename()).toBe(`report-${submissionId}.${extension}`);
      expect(await download.failure()).toBeNull();
    }
  });

  it('shows an error as an error, and not as an empty list', async () => {
    const { page } = await console.openPage();
    await page.route('**/submissions?**', (route) =>
      route.fulfill({ status: 503, headers: { 'retry-after': '0' } }),
    );
    await page.goto('submissions');
    await page.getByRole('alert').getByText('out of reach (503)').waitFor();
    expect(await page.getByText('There are no submissions').count()).toBe(0);
    await page.unroute('**/submissions?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('checkbox').first().waitFor();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });
});
