import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

describe('the focus after a question', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('is where the question was asked if the answer is no, and in the content once what asked it is gone', async () => {
    const { submissionId } = await console.api.createProducts([{ sku: 'A-1', name: 'A', price: 1 }]);
    await console.api.waitForSubmission(submissionId);
    const { page } = await console.openPage();
    await page.goto('submissions');
    await page.getByRole('checkbox').first().press('Space');
    const retry = page.getByRole('button', { name: 'Retry what was not saved' });
    await retry.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await retry.and(page.locator(':focus')).count()).toBe(1);
    await retry.press('Enter');
    await page.getByRole('button', { name: 'Retry 1' }).press('Enter');
    await page.getByText('of 1 done').waitFor();
    expect(await page.locator('main:focus').count()).toBe(1);
  });
});
