import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen, takePicture } from './testing/check-screen.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

describe('breaking it', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('shows the faults, in light and dark, narrow and wide', async () => {
    const wrong = await checkScreen(console, 'break-it', 'break-it', (page) =>
      page.getByRole('button', { name: 'Kill a worker' }).waitFor(),
    );
    expect(wrong).toEqual([]);
  });

  it('gives each of 10,000 products its outcome, though batches come twice and the tables are out meanwhile', async () => {
    const { page } = await console.openPage();
    await page.goto('break-it');
    await page.getByRole('button', { name: 'Submit 10,000 sample products' }).click();
    await page.getByText(/of 10,000 have their outcome/).waitFor();
    await page.getByRole('button', { name: 'Deliver twice' }).click();
    await page.getByText(/Deliver twice: in effect/).waitFor();
    await page.getByRole('button', { name: 'Put the tables out' }).click();
    await page.getByText(/Put the tables out: in effect/).waitFor();
    await takePicture(page, 'break-it-in-effect');
    await page.getByText('10,000 of 10,000 have their outcome').waitFor({ timeout: 500_000 });
    expect(await page.locator('.outcome-counts').first().textContent()).toBe('10,000 saved');
    const versions = new Set<number>();
    for await (const { version } of console.api.products({ limit: 100 })) {
      versions.add(version);
    }
    expect([...versions]).toEqual([1]);
  });
});
