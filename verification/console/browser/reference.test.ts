import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './testing/axe.ts';
import { type OpenConsole, openConsole } from './testing/open-console.ts';

describe('the reference', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('shows the API’s own pages in the same frame, %s and %d wide', async (colorScheme, width) => {
    const viewport = { width, height: 900 };
    const { page, failures, elsewhere } = await console.openPage({ colorScheme, viewport });
    await page.goto('reference');
    const docs = page.frameLocator('iframe[title="API reference"]');
    await docs.getByRole('heading', { level: 1, name: 'AsyncCatalog' }).waitFor();

    const frame = await page.locator('iframe').boundingBox();
    expect(frame?.height).toBeGreaterThan(600);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await findViolations(page)).toEqual([]);
    expect(failures).toEqual([]);
    expect(elsewhere).toEqual([]);
  });

  it('opens the pages in their own tab', async () => {
    const { page } = await console.openPage();
    await page.goto('reference');
    const [tab] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Open in its own tab' }).click(),
    ]);

    await tab.waitForURL('**/docs');
    expect(await tab.title()).toBe('AsyncCatalog API');
  });
});
