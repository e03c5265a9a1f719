import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { findViolations } from './axe.ts';

/** Expects that axe finds nothing, and that nothing is wider than the page, also at 320 px. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 720 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  await page.setViewportSize(size);
}

export function chooseFile(page: Page, file: string): Promise<void> {
  return page.locator('input[type=file]').first().setInputFiles(file);
}

/** Waits until the columns of a file are shown. */
export function columnsOf(page: Page, fileName: string): Promise<void> {
  return page.getByRole('heading', { name: fileName, exact: true }).waitFor();
}

/** Waits until a preview has ended. */
export function previewOf(page: Page, fileName: string): Promise<void> {
  return page.getByRole('heading', { name: `What ${fileName} would change` }).waitFor();
}

const MOST_TABS = 100;

/** Presses Tab until an element has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    if ((await target.and(page.locator(':focus')).count()) === 1) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error('no Tab leads there');
}
