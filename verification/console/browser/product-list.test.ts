import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { scrollThrough } from './testing/scroll-through.ts';

const TOTAL = 10_000;
const BATCH = 1000;

describe('a list of 10,000 products', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    const startedAt = performance.now();
    const { api } = console;
    for (let from = 0; from < TOTAL; from += BATCH) {
      const items = Array.from({ length: BATCH }, (_, index) => ({
        sku: `SKU-${from + index}`,
        name: `Product no. ${from + index}`,
        price: 1 + ((from + index) % 500) / 4,
        currency: 'EUR',
        category: `Category ${index % 7}`,
      }));
      await api.saveProducts(items);
    }
    print(`${TOTAL} products saved in ${Math.round(performance.now() - startedAt)} ms`);
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it.each([1280, 390])(
    'shows each once on the way to its end, with few rows at a time, %d wide',
    async (width) => {
      const { page, failures, elsewhere } = await console.openPage({ viewport: { width, height: 800 } });
      await page.goto('products');
      await page.getByText('The first 100 products').waitFor();

      const list = { row: '.product-row', end: 'The end:' };
      const { shown, most, frames } = await scrollThrough(page, list);

      print(`10,000 products, ${width} wide: ${frames}; at most ${most} rows`);
      expect(most).toBeLessThan(80);
      expect(shown.size).toBe(TOTAL);
      expect(new Set(shown.values()).size).toBe(TOTAL);
      await page.getByText('The end: 10,000 products in all.').waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(failures).toEqual([]);
      expect(elsewhere).toEqual([]);
    },
    300_000,
  );

  it('goes on after a page that could not be read, and is where it was when one comes back', async () => {
    const { page } = await console.openPage();
    let fails = true;
    await page.route('**/products?limit=100&cursor=*', (route) => (fails ? route.abort() : route.continue()));
    await page.goto('products');
    await page.getByText('The first 100 products').waitFor();
    await page.mouse.move(600, 500);
    await page.mouse.wheel(0, 2500);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await page.getByText('The end:').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    fails = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The first 200 products').waitFor();
    await page.mouse.wheel(0, 6000);
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(5000);
    const name = (await page.locator('.product-row').nth(15).getByRole('link').textContent()) ?? '';
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name, exact: true }).waitFor();
    expect(await page.evaluate('scrollY')).toBeGreaterThan(5000);
  });

  it('selects the first 1,000 at most', async () => {
    const { page } = await console.openPage();
    await page.goto('products');
    await page.getByText('The first 100 products').waitFor();
    await scrollThrough(page, { row: '.product-row', end: 'The end:', enough: 1500 });
    await page.getByRole('button', { name: 'Select the first 1,000' }).click();
    await page.getByText('1,000 selected, the most that can be deleted at once').waitFor();
    await page.getByRole('button', { name: 'Delete selected…' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { name: '1,000 deleted' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
