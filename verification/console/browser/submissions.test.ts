import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './testing/check-screen.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

describe('submissions', () => {
  let console: OpenConsole;
  let mixed: string;
  beforeAll(async () => {
    console = await openConsole();
    const products = Array.from({ length: 40 }, (_, index) => ({
      sku: `TEA-${index}`,
      name: `Tea no. ${index}`,
      price: 10 + index,
      currency: 'EUR',
    }));
    await console.api.saveProducts(products);
    const { submissionId } = await console.api.createProducts([
      ...products.slice(0, 20).map((product) => ({ ...product, price: product.price + 1 })),
      ...products.slice(20, 24),
      { sku: 'B', name: 'Cup', price: 4.999 },
      { sku: 'B', name: 'Cup', price: 4.9 },
      { sku: 'B', name: 'Cup', price: 4.95 },
      { op: 'patch', sku: 'TEA-3', ifVersion: 9, price: 5 },
      { op: 'delete', sku: 'TEA-30' },
    ]);
    await console.api.waitForSubmission(submissionId);
    mixed = submissionId;
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('lists them, in light and dark, narrow and wide', async () => {
    const wrong = await checkScreen(console, 'submissions', 'submissions', (page) =>
      page.getByRole('link', { name: mixed.slice(0, 8) }).waitFor(),
    );
    expect(wrong).toEqual([]);
  });

  it('shows one with its issues, its items, its timeline and its report, in light and dark, narrow and wide', async () => {
    const wrong = await checkScreen(console, 'submission', `submissions/${mixed}`, async (page) => {
      await page.getByText('TOO_MANY_DECIMALS').first().waitFor();
      await page.getByText('created: ').or(page.getByText('updated: price')).first().waitFor();
      await page.getByText('Ended:').waitFor();
    });
    expect(wrong).toEqual([]);
  });

  it('follows one from the list to its outcome', async () => {
    const { page, failures } = await console.openPage();
    await page.goto('submissions');
    await page.getByRole('link', { name: mixed.slice(0, 8) }).click();
    await page.getByRole('heading', { name: 'Submission', exact: true }).waitFor();
    await page.getByText('27 saved').waitFor();
    expect(failures).toEqual([]);
  });
});
