import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureFrames } from './testing/measure-frames.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

const SUBMISSIONS = 1000;

describe('long lists', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    for (let made = 0; made < SUBMISSIONS; made += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          console.api.createProduct({ sku: `S-${made + index}`, name: 'Tea', price: 1 }),
        ),
      );
    }
  }, 300_000);
  afterAll(() => console[Symbol.asyncDispose]());

  it('scrolls through 1,000 submissions with few rows on the page, each once', async () => {
    const { page } = await console.openPage();
    const startedAt = performance.now();
    await page.goto('submissions');
    await page.getByRole('link', { name: '…' }).first().waitFor();
    const firstMs = performance.now() - startedAt;
    const { frames, rows, keys } = await measureFrames(page, '.virtual-list', () =>
      page.getByText(/^1,000 shown$/).isVisible(),
    );

    expect(new Set(keys).size).toBe(SUBMISSIONS);
    expect(rows).toBeLessThan(60);
    process.stdout.write(`1,000 submissions: first rows after ${firstMs.toFixed(0)} ms; frames ${frames}\n`);
  });
});
