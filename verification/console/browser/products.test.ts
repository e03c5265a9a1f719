import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { checkScreen } from './testing/check-screen.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { save, TEAPOT } from './testing/products.ts';

describe('the products', () => {
  let console: OpenConsole;
  let teapot: string;
  beforeAll(async () => {
    console = await openConsole();
    [teapot = ''] = await save(console, [
      TEAPOT,
      { sku: 'CUP, SMALL', name: 'Cup, small', price: 4.5, currency: 'KWD' },
      { sku: 'CUP-XL', name: 'Cup of a name that is so long that no screen has it on one line', price: 1200 },
    ]);
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('are listed, in light and dark, narrow and wide', async () => {
    expect(
      await checkScreen(console, 'products', 'products', async (page) => {
        await page.getByText('The end: 3 products in all.').waitFor();
        await page.getByText('in no particular order').waitFor();
      }),
    ).toEqual([]);
  });

  it('are found by SKU, also one with a comma, and those that are missing are named', async () => {
    expect(
      await checkScreen(console, 'products-found', 'products?sku=TEA-IRON-08%2CNONE-1', async (page) => {
        await page.getByText('1 product found.').waitFor();
        await page.getByText('NONE-1', { exact: true }).waitFor();
      }),
    ).toEqual([]);
    const { page } = await console.openPage();
    await page.goto('products');
    await page.getByLabel('SKU', { exact: true }).fill('CUP, SMALL');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: 'Cup, small' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sku')).toBe('CUP, SMALL');
    await page
      .getByLabel('SKU', { exact: true })
      .fill(Array.from({ length: 101 }, (_, n) => `S-${n}`).join());
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('Find up to 100 at a time').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('The end: 3 products in all.').waitFor();
  });

  it('show what is wrong where they can’t be read, and never that there are none', async () => {
    const { page } = await console.openPage();
    await page.route('**/products?limit=100', (route) => route.abort());
    await page.goto('products');
    await page.getByText('The API does not answer').waitFor();
    expect(await page.getByText('no products yet').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The end: 3 products in all.').waitFor();
  });

  it('are shown one by one, with pictures of other hosts only when asked for', async () => {
    expect(
      await checkScreen(console, 'product', `products/${teapot}`, (page) =>
        page.getByRole('link', { name: 'teapot front.jpg' }).waitFor(),
      ),
    ).toEqual([]);
    const { page, failures, elsewhere } = await console.openPage();
    const pictures = /^https:\/\/pictures\.example\//;
    await page.route(pictures, (route) =>
      route.request().url().endsWith('.svg')
        ? route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' })
        : route.abort(),
    );
    await page.goto(`products/${teapot}`);
    await page.getByRole('button', { name: 'Show pictures' }).click();
    await page.getByText('could not be loaded').waitFor();
    await page.getByText('not over https').waitFor();
    expect(elsewhere.every((url) => pictures.test(url))).toBe(true);
    expect(failures).toEqual(['Failed to load resource: net::ERR_FAILED']);
    expect(await findViolations(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Hide pictures' }).click();
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('are not found, or deleted at a time, and neither looks like an error', async () => {
    const [gone = ''] = await save(console, [{ sku: 'GONE-1', name: 'Gone', price: 1 }]);
    await console.api.waitForSubmission((await console.api.deleteProduct(gone)).submissionId);
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await console.openPage({ colorScheme, viewport: { width: 390, height: 800 } });
      await page.goto(`products/${gone}`);
      await page.getByRole('heading', { level: 1, name: 'Deleted product' }).waitFor();
      await page.getByText(/^The product was deleted on \d+ \w+ \d{4}, [\d:]+\.$/).waitFor();
      expect(await findViolations(page)).toEqual([]);
      await page.goto('products/00000000-0000-4000-8000-000000000000');
      await page.getByRole('heading', { level: 1, name: 'No such product' }).waitFor();
      expect(await findViolations(page)).toEqual([]);
    }
  });

  it('are made, unless the SKU belongs to another one', async () => {
    expect(
      await checkScreen(console, 'new-product', 'products/new', (page) =>
        page.getByRole('heading', { level: 1, name: 'New product' }).waitFor(),
      ),
    ).toEqual([]);
    const { page } = await console.openPage();
    await page.goto('products');
    await page.getByRole('link', { name: 'New product' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Kettle');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Price is missing; write one such as 12.50').waitFor();
    await page.getByLabel('Price').fill('30');
    await page.getByLabel('SKU', { exact: true }).fill('TEA-IRON-08');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The SKU belongs to').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByLabel('SKU', { exact: true }).fill('KETTLE-1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kettle' }).waitFor();
    expect(await console.api.findProduct('KETTLE-1')).toMatchObject({ name: 'Kettle', price: 30 });
    await console.api.waitForSubmission(
      (await console.api.deleteProduct(page.url().split('/').at(-1)!)).submissionId,
    );
  });

  it('are deleted one by one, unless changed meanwhile', async () => {
    const [id = ''] = await save(console, [{ sku: 'DEL-1', name: 'Delete me', price: 1 }]);
    const { page } = await console.openPage();
    await page.goto(`products/${id}`);
    await page.getByRole('heading', { level: 1, name: 'Delete me' }).waitFor();
    await console.api.waitForSubmission((await console.api.patchProduct(id, { brand: 'New' })).submissionId);
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('heading', { name: 'Delete “Delete me”?' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Not deleted: it was changed meanwhile').waitFor();
    await page.getByRole('insertion').filter({ hasText: 'New' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Delete…');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Deleted product' }).waitFor();
  });

  it('are deleted together in one submission, and what became of each is shown', async () => {
    const items = ['A', 'B', 'C'].map((name) => ({ sku: `DEL-${name}`, name: `Delete ${name}`, price: 1 }));
    const [, changed = ''] = await save(console, items);
    const { page } = await console.openPage();
    const submitted: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && submitted.push(request.url()));
    await page.goto('products?sku=DEL-A,DEL-B,DEL-C');
    await page.getByRole('button', { name: 'Select all 3 shown' }).click();
    await page.getByText('3 selected').waitFor();
    await console.api.waitForSubmission((await console.api.patchProduct(changed, { price: 2 })).submissionId);
    await page.getByRole('button', { name: 'Delete selected…' }).click();
    await page.getByRole('heading', { name: 'Delete 3 products?' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('heading', { name: '2 deleted, 1 not deleted' }).waitFor();
    await page.getByText('not deleted: it was changed meanwhile').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByText('1 product found.').waitFor();
    expect(submitted).toHaveLength(1);
    expect((await console.api.findProducts(['DEL-A', 'DEL-B', 'DEL-C'])).map(({ sku }) => sku)).toEqual([
      'DEL-B',
    ]);
  });
});
