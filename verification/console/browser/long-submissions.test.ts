import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

/** Items of one submission, as many as it may have. */
const itemsOf = (batch: number) =>
  Array.from({ length: 1000 }, (_, index) => ({ sku: `L-${batch}-${index}`, name: 'Tea', price: 1 }));

describe('a long list of submissions', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    const refused = [{ op: 'patch', sku: 'N-0', ifVersion: 9, price: 2 }] as const;
    await console.api.saveProducts([{ sku: 'N-0', name: 'Tea', price: 1 }]);
    await console.api.saveProducts(refused);
    const numbers = Array.from({ length: 250 }, (_, index) => index);
    const work = async (): Promise<void> => {
      for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) {
        await console.api.createProduct({ sku: `N-${n}`, name: 'Tea', price: 1 });
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('goes on behind pages on which nothing passes the filter, and says after ten that it stopped', async () => {
    const { page, failures } = await console.openPage();
    let empty = 0;
    // As the API answers where a thousand newer ones don't pass.
    await page.route(/\/submissions\?status=failed&limit/, async (route) => {
      empty += 1;
      await (empty <= 12
        ? route.fulfill({ json: { items: [], nextCursor: `after-${empty}` } })
        : route.continue({
            url: route
              .request()
              .url()
              .replace(/&cursor=[^&]*/, ''),
          }));
    });
    await page.goto('submissions?status=failed');
    await page.getByText('Older ones have not been searched').waitFor();
    expect(empty).toBe(11);
    expect(await page.getByText('No submissions match').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Search older ones' }).click();
    await page.getByText('1 shown').waitFor();
    expect(failures).toEqual([]);
  });

  it('is not read again, page by page, when its window gets the focus; one page is', async () => {
    const { page } = await console.openPage();
    const asked: string[] = [];
    page.on('request', (request) => /\/submissions\?/.test(request.url()) && asked.push(request.url()));
    await page.goto('submissions');
    const list = page.getByRole('region', { name: 'List of submissions' });
    await list.waitFor();
    await page.waitForTimeout(1100);
    const before = asked.length;
    await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
    await expect.poll(() => asked.length).toBeGreaterThan(before);
    const shown = async (): Promise<number> => {
      await list.evaluate((element) => (element.scrollTop = element.scrollHeight));
      return page.getByText('252 shown').count();
    };
    await expect.poll(shown).toBe(1);
    await page.waitForTimeout(1100);
    asked.length = 0;
    await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
    await page.waitForTimeout(500);
    expect(asked).toEqual([]);
  });

  it('of items stays where it is scrolled to while they are saved', async () => {
    const { page, failures } = await console.openPage();
    for (const batch of [1, 2]) {
      await console.api.createProducts(itemsOf(batch));
    }
    const { submissionId } = await console.api.createProducts(itemsOf(4));
    await page.goto(`submissions/${submissionId}`);
    const list = page.getByRole('region', { name: 'List of items' });
    const last = list.locator('[aria-posinset="1000"]');
    const scrolled = async (): Promise<number> => {
      await list.evaluate((element) => (element.scrollTop = element.scrollHeight));
      return last.count();
    };
    await expect.poll(scrolled).toBe(1);
    const place = await list.evaluate((element) => element.scrollTop);
    await page.getByText('Ended: completed').waitFor({ timeout: 300_000 });
    await page.waitForTimeout(1000);
    expect(await list.evaluate((element) => element.scrollTop)).toBe(place);
    expect(failures).toEqual([]);
  });

  it('has a way from what is under way now to what is overdue, which can be older than what was looked at', async () => {
    const { page, failures } = await console.openPage();
    await page.goto('.');
    await page.getByRole('link', { name: 'Find overdue ones' }).click();
    await page.getByRole('heading', { name: 'Submissions and imports' }).waitFor();
    const { searchParams } = new URL(page.url());
    expect(Object.fromEntries(searchParams)).toEqual({ caller: '*', status: 'overdue' });
    expect(failures).toEqual([]);
  });
});
