import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findViolations } from './axe.ts';
import type { OpenConsole } from './open-console.ts';

const WIDTHS = [1280, 390] as const;
const SCHEMES = ['light', 'dark'] as const;
/** Narrowest page, https://www.w3.org/WAI/WCAG22/Understanding/reflow.html, and a wide one. */
const EXTREMES = [320, 2560] as const;

/** Folder for the pictures; none are taken without it. */
const PICTURES = process.env['PICTURES'];

/**
 * Opens a screen in light and dark, narrow and wide, and expects that axe finds nothing, that nothing is wider than the page,
 * that no error is printed and no other host is asked. `ready` waits until the screen shows what it is for.
 */
export async function checkScreen(
  console: OpenConsole,
  name: string,
  address: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<void> {
  for (const colorScheme of SCHEMES) {
    const { page, failures, elsewhere } = await console.openPage({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 860 });
      await page.goto(address);
      await ready(page);
      expect(await findViolations(page)).toEqual([]);
      await takePicture(page, `${name}-${width}-${colorScheme}`);
    }
    for (const width of EXTREMES) {
      await page.setViewportSize({ width, height: 860 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    expect(failures).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.context().close();
  }
}

/** Saves a picture of the whole page, if a folder for pictures is set. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) {
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
  }
}
