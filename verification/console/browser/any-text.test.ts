import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTestFile } from './testing/files.ts';
import { chooseFile, columnsOf } from './testing/import-steps.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { save } from './testing/products.ts';

const LONG = 'W'.repeat(255);
/** `--saved` of a dark page. */
const SAVED_IN_THE_DARK = 'rgb(69, 195, 124)';
const FITS = '(element) => element.scrollWidth <= element.clientWidth';
const ARABIC = 'شاي أخضر.';

/** Finds where an element's text begins and ends, in px. */
const endsOf = (page: Page, selector: string): Promise<{ first: number; last: number }> =>
  page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.querySelector(${JSON.stringify(selector)}), NodeFilter.SHOW_TEXT);
    const text = walker.nextNode();
    const leftOf = (index) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + 1);
      return range.getBoundingClientRect().left;
    };
    return { first: leftOf(0), last: leftOf(text.data.length - 1) };
  })()`);

describe('any text of a product', () => {
  let console: OpenConsole;
  let long: string;
  let arabic: string;
  beforeAll(async () => {
    console = await openConsole();
    [long = '', arabic = ''] = await save(console, [
      { sku: LONG, name: LONG, price: 1, brand: LONG, category: LONG, description: LONG },
      { sku: 'AR-1', name: ARABIC, price: 1, brand: ARABIC, description: ARABIC },
    ]);
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it.each([320, 1280])('fits on a page, however long it is, %d wide', async (width) => {
    const { page } = await console.openPage({ viewport: { width, height: 700 } });
    const widthOf = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth');
    await page.goto(`products/${long}`);
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await widthOf()).toBe(width);
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate(`(${FITS})(document.querySelector('dialog'))`)).toBe(true);
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('heading', { name: 'Edit' }).waitFor();
    expect(await widthOf()).toBe(width);
    await page.goto('import');
    await chooseFile(
      page,
      await writeTestFile(`${LONG.slice(0, 200)}.csv`, `SKU,Name,Price,${LONG}\n1,2,3,4\n`),
    );
    await columnsOf(page, `${LONG.slice(0, 200)}.csv`);
    expect(await widthOf()).toBe(width);
  });

  it.each([320, 390, 1280])('has counts of a million in one line, %d wide', async (width) => {
    const { page } = await console.openPage({ viewport: { width, height: 700 } });
    await page.goto('import');
    await chooseFile(page, await writeTestFile('many.csv', 'SKU,Name,Price\nMANY-1,Cup,1\n'));
    const million = { created: 1_000_000, updated: 1_000_000, unchanged: 1_000_000, deleted: 1_000_000 };
    await page.route(/:\d+\/imports\/[\da-f-]{36}$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), changes: million } });
    });
    await page.getByRole('button', { name: 'Import without a preview' }).click();
    await page.getByText('1,000,000').first().waitFor();
    const broken =
      '({ scrollWidth, clientWidth, clientHeight }) => scrollWidth > clientWidth || clientHeight > 40';
    expect(
      await page.evaluate(`[...document.querySelectorAll('.change-counts dd')].filter(${broken}).length`),
    ).toBe(0);
  });

  it('is read from the right where its script is', async () => {
    const { page } = await console.openPage();
    await page.goto('products?sku=AR-1');
    await page.locator('.cell-name a').waitFor();
    const inList = await endsOf(page, '.cell-name a');
    expect(inList.last).toBeLessThan(inList.first);
    await page.goto(`products/${arabic}`);
    await page.locator('.description').waitFor();
    for (const selector of ['h1', '.description']) {
      const { first, last } = await endsOf(page, selector);
      expect(last).toBeLessThan(first);
    }
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name').waitFor();
    expect(await page.evaluate("getComputedStyle(document.querySelector('main input')).unicodeBidi")).toBe(
      'plaintext',
    );
    await page.goto('import');
    await chooseFile(page, await writeTestFile('tea.csv', `SKU,Name,Price\nAR-2,${ARABIC},1\n`));
    await columnsOf(page, 'tea.csv');
    const inSamples = await endsOf(page, '.columns > li:nth-child(2) .samples li');
    expect(inSamples.last).toBeLessThan(inSamples.first);
  });

  it('is English beside the numbers of another language', async () => {
    const { page } = await console.openPage({ locale: 'de-DE' });
    await page.goto('submissions');
    const age = page.locator('.row-name time').first();
    await age.waitFor();
    expect(await age.innerText()).toMatch(/^(?:now|\d+ (?:second|minute)s? ago)$/);
  });

  it('shows outcomes as a bar and as dots in forced colours too', async () => {
    const { page } = await console.openPage({ forcedColors: 'active', colorScheme: 'dark' });
    const { submissionId } = await console.api.createProducts([{ name: 'Cup', price: 1 }]);
    await console.api.waitForSubmission(submissionId);
    await page.goto(`submissions/${submissionId}`);
    await page.getByText('1 saved').waitFor();
    for (const selector of ['.outcome-bar > span', '.dot']) {
      const colour = await page.evaluate(
        `getComputedStyle(document.querySelector('${selector}')).backgroundColor`,
      );
      expect(colour).toBe(SAVED_IN_THE_DARK);
    }
  });
});
