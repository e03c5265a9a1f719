import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { scrollThrough } from './testing/scroll-through.ts';

const SUBMISSIONS = 1000;

describe('a list of 1,000 submissions', () => {
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
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('shows each once on the way to its end, with few rows at a time', async () => {
    const { page } = await console.openPage();
    const startedAt = performance.now();
    await page.goto('submissions');
    await page.getByRole('link', { name: '…' }).first().waitFor();
    const firstMs = performance.now() - startedAt;
    const list = { row: '.row-list li', scroller: '.row-list', end: '1,000 shown' };
    const { shown, most, frames } = await scrollThrough(page, list);

    expect(shown.size).toBe(SUBMISSIONS);
    expect(most).toBeLessThan(60);
    process.stdout.write(`1,000 submissions: first rows after ${firstMs.toFixed(0)} ms; ${frames}\n`);
  });
});
