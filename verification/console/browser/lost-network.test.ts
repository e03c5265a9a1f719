import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenConsole, openConsole } from './testing/open-console.ts';
import { save, TEAPOT } from './testing/products.ts';

describe('without a network', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
    await save(console, [TEAPOT]);
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it('opens screens that were not opened before', async () => {
    const { page } = await console.openPage();
    await page.goto('.');
    for (const screen of ['products', 'dead-letters', 'submissions', 'import']) {
      await expect
        .poll(() => page.evaluate(`performance.getEntriesByType('resource').map(({ name }) => name).join()`))
        .toContain(`/${screen}-screen-`);
    }
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    for (const name of ['Products', 'Dead letters', 'Submissions and imports', 'Import a file']) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    }
  });

  it('says so of a screen whose code is not there yet, and doesn’t load the page again', async () => {
    const { page } = await console.openPage();
    await page.route(/products-screen/, (route) => route.abort());
    await page.goto('submissions');
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Products' }).click();
    await page.getByRole('alert').getByText('It hasn’t been loaded yet').waitFor();
    await page.unrouteAll();
    await page.context().setOffline(false);
    expect(await page.evaluate("performance.getEntriesByType('navigation')[0].type")).toBe('navigate');
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.getByRole('link', { name: 'Teapot' }).waitFor();
  });

  it('keeps the products that were read when they can’t be read again', async () => {
    const { page } = await console.openPage();
    await page.goto('products');
    await page.getByRole('link', { name: 'Teapot' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Read again' }).click();
    await page.getByRole('alert').getByText('You are offline').waitFor();
    await page.getByRole('link', { name: 'Teapot' }).waitFor();
    await page.context().setOffline(false);
    await save(console, [{ sku: 'NEW-1', name: 'New cup', price: 1 }]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: 'New cup' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
