import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { checkScreen } from './testing/check-screen.ts';
import { type OpenConsole, openConsole, type WatchedPage } from './testing/open-console.ts';
import { save, TEAPOT } from './testing/products.ts';

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

describe('an edit of a product', () => {
  let console: OpenConsole;
  let id: string;
  beforeAll(async () => {
    console = await openConsole();
  });
  beforeEach(async () => {
    [id = ''] = await save(console, [TEAPOT]);
  });
  afterAll(() => console[Symbol.asyncDispose]());

  async function openEdit(): Promise<WatchedPage> {
    const watched = await console.openPage();
    const { page } = watched;
    await page.goto(`products/${id}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('heading', { level: 1, name: 'Edit Teapot, cast iron' }).waitFor();
    return watched;
  }
  async function change(changes: Parameters<OpenConsole['api']['patchProduct']>[1]): Promise<void> {
    const { submissionId } = await console.api.patchProduct(id, changes);
    await console.api.waitForSubmission(submissionId);
  }

  it('has every field, in light and dark, narrow and wide', async () => {
    expect(
      await checkScreen(console, 'product-edit', `products/${id}`, async (page) => {
        await press(page, 'Edit');
        await page.getByLabel('Name', { exact: true }).waitFor();
        await press(page, 'Add an attribute');
        await press(page, 'Add a tag');
        await page.getByLabel('Price').fill('free');
        await press(page, 'Save');
        await page.getByText('Price is not a number').waitFor();
      }),
    ).toEqual([]);
  });

  it('sends what was changed, and says what was saved once it is', async () => {
    const { page, failures } = await openEdit();
    const versions: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') {
        versions.push(request.headers()['if-match']);
      }
    });
    const { version } = await console.api.getProduct(id);
    await page.getByLabel('Price').fill('44.50');
    await page.getByLabel('Category').fill('');
    await press(page, 'Remove tag 2');
    await press(page, 'Add a tag');
    await page.getByRole('textbox', { name: 'tag 2' }).fill('gift');
    await page.getByLabel('Value of attribute 2').fill('0.9');
    await page.getByLabel('Value of attribute 3').selectOption('no');
    await page.getByLabel('Value of attribute 4').fill('S\nM\nL');
    await press(page, 'Remove attribute 5');
    await press(page, 'Save');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(versions).toEqual([`"${version}"`]);
    const { category: _category, ...kept } = TEAPOT;
    const { submissionId, ...product } = await console.api.getProduct(id);
    expect(product).toEqual({
      ...kept,
      id,
      price: 44.5,
      tags: ['tea', 'gift'],
      attributes: { color: 'black', litres: 0.9, induction: false, sizes: ['S', 'M', 'L'] },
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      version: version + 1,
    });
    const { items } = await console.api.getReport(submissionId);
    expect(items[0]?.changedFields?.sort()).toEqual(['attributes', 'category', 'price', 'tags']);
    const notice = page.locator('.notice-success');
    await notice.getByRole('insertion').filter({ hasText: 'EUR 44.50' }).waitFor();
    await notice.getByRole('deletion').filter({ hasText: 'Kitchen' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(failures).toEqual([]);
  });

  it('says that it is queued until its outcome is known', async () => {
    const { page } = await openEdit();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/submissions/*', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByLabel('Brand').fill('Oigen');
    await press(page, 'Save');
    await page.getByText('Your change is queued').waitFor();
    expect(await page.getByText('Saved', { exact: true }).count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    release();
    await page.getByText('Saved', { exact: true }).waitFor();
  });

  it('that changes nothing sends nothing, and says so', async () => {
    const { page } = await openEdit();
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.url()));
    await page.getByLabel('Price').fill('49.90');
    await press(page, 'Save');
    await page.getByText('Nothing changed').waitFor();
    expect(sent).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
  });

  it('shows somebody else’s change beside one’s own, and applies one’s own on top when asked', async () => {
    const { page, failures } = await openEdit();
    await page.getByLabel('Price').fill('45');
    await page.getByLabel('Value of attribute 1').fill('red');
    await change({ price: 46, category: 'Tea', attributes: { litres: 1 } });
    await press(page, 'Save');
    await page.getByText('somebody else changed this product meanwhile').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Price' });
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.map((text) => text.replaceAll('\u00A0', ' '))).toEqual([
      'EUR 49.90',
      'EUR 46.00',
      'EUR 45.00',
    ]);
    expect(await page.getByLabel('Category').inputValue()).toBe('Tea');
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
      ['light', 320],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await press(page, 'Save over theirs');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await console.api.getProduct(id)).toMatchObject({
      price: 45,
      category: 'Tea',
      attributes: { color: 'red', litres: 1 },
    });
    expect(failures).toEqual([]);
  });

  it('can be given up for somebody else’s', async () => {
    const { page } = await openEdit();
    await page.getByLabel('Price').fill('45');
    await change({ price: 46 });
    await press(page, 'Save');
    await press(page, 'Discard mine, keep theirs');
    expect(await page.getByLabel('Price').inputValue()).toBe('46');
    await press(page, 'Cancel');
    await page.getByRole('heading', { level: 1, name: 'Teapot, cast iron', exact: true }).waitFor();
  });

  it('that is refused has the messages at its fields, and keeps what was typed', async () => {
    const { page } = await openEdit();
    await page.getByLabel('Price').fill('44.999');
    await page.getByLabel('Currency').fill('eux');
    await page.getByRole('textbox', { name: 'tag 2' }).fill('x'.repeat(65));
    await page.getByLabel('URL of picture 1').fill('teapot.jpg');
    await press(page, 'Add an attribute');
    await page.getByLabel('Name of attribute 6').fill('x'.repeat(65));
    await press(page, 'Save');
    await page.getByText('Currency is not an ISO 4217 code').waitFor();
    await page.getByText('This tag has 65 characters').waitFor();
    await page.getByText('This picture is not an http:// or https:// URL').waitFor();
    await page.getByText('This attribute has 65 characters').waitFor();
    expect(await page.getByLabel('Price').inputValue()).toBe('44.999');
    expect(await page.getByLabel('Currency').evaluate('document.activeElement.id')).toBe(
      await page.getByLabel('Currency').getAttribute('id'),
    );
    expect(await findViolations(page)).toEqual([]);
    // Found only when it is applied: the product's currency has no decimals.
    await change({ currency: 'JPY', price: 50 });
    const again = await openEdit();
    await again.page.getByLabel('Price').fill('44.5');
    await press(again.page, 'Save');
    await again.page.getByText('Price has more decimals than the product').waitFor();
    expect(await again.page.getByLabel('Price').inputValue()).toBe('44.5');
  });

  it('without an answer is sent again as the same submission', async () => {
    const { page } = await openEdit();
    const keys: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') {
        keys.push(request.headers()['idempotency-key']);
      }
    });
    await page.route(`**/products/${id}`, (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await page.getByLabel('Brand').fill('Oigen');
    await press(page, 'Save');
    await page.getByText('The API does not answer').waitFor();
    expect(await page.getByLabel('Brand').inputValue()).toBe('Oigen');
    expect(await findViolations(page)).toEqual([]);
    await page.unrouteAll();
    await press(page, 'Try again');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  it('of a product that is deleted meanwhile says so, and keeps what was typed', async () => {
    const { page } = await openEdit();
    await page.getByLabel('Brand').fill('Oigen');
    await console.api.waitForSubmission((await console.api.deleteProduct(id)).submissionId);
    await press(page, 'Save');
    await page.getByText('The product was deleted on').waitFor();
    await page.getByText('Your change is queued').waitFor();
    expect(await page.getByLabel('Brand').inputValue()).toBe('Oigen');
    expect(await findViolations(page)).toEqual([]);
  });

  it('asks before it is left unsaved, and keeps what was typed', async () => {
    const { page } = await openEdit();
    await page.getByLabel('Brand').fill('Oigen');
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    await page.getByRole('heading', { name: 'Leave without saving?' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Brand').inputValue()).toBe('Oigen');
    await press(page, 'Cancel');
    await page.getByRole('heading', { name: 'Discard your changes?' }).waitFor();
    await press(page, 'Not now');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    await press(page, 'Leave');
    await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor();
    await page.goto(`products/${id}`);
    await press(page, 'Edit');
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor();
  });

  it('needs no mouse', async () => {
    const { page, failures } = await console.openPage({ reducedMotion: 'reduce' });
    await page.goto(`products/${id}`);
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    const focused = (): Promise<unknown> =>
      page.evaluate(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
      );
    const tabTo = async (name: string): Promise<void> => {
      for (let presses = 0; presses < 60 && (await focused()) !== name; presses += 1) {
        await page.keyboard.press('Tab');
      }
      expect(await focused()).toBe(name);
    };
    await tabTo('Edit');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Teapot of iron');
    await tabTo('Remove tag 2');
    await page.keyboard.press('Enter');
    await tabTo('Add a tag');
    await page.keyboard.press('Space');
    await page.getByRole('textbox', { name: 'tag 2' }).waitFor();
    await expect.poll(focused).toBe('tag 2');
    await page.keyboard.type('heavy');
    await page.keyboard.press('Enter');
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Saved');
    expect(await console.api.getProduct(id)).toMatchObject({
      name: 'Teapot of iron',
      tags: ['tea', 'heavy'],
    });
    expect(failures).toEqual([]);
  });
});
