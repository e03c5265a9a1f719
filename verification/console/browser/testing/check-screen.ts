import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import type { OpenConsole } from './open-console.ts';

const WIDTHS = [1280, 390] as const;
const SCHEMES = ['light', 'dark'] as const;
/** Narrowest page, https://www.w3.org/WAI/WCAG22/Understanding/reflow.html, and a wide one. */
const EXTREMES = [320, 2560] as const;

/** Folder for the pictures; none are taken without it. */
const PICTURES = process.env['PICTURES'];

/**
 * Opens a screen in light and dark, narrow and wide. Answers what is wrong: what moves, what axe finds, where it is wider than the page, errors that
 * are printed, other hosts that are asked. `ready` waits until the screen shows what it is for.
 */
export async function checkScreen(
  console: OpenConsole,
  name: string,
  address: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const colorScheme of SCHEMES) {
    const { page, failures, elsewhere } = await console.openPage({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 860 });
      await page.goto(address);
      await ready(page);
      const moving = await page.evaluate<number>('document.getAnimations().length');
      wrong.push(...(moving > 0 ? [`${moving} animations in spite of reduced motion`] : []));
      wrong.push(...(await findViolations(page)).map((violation) => `${width} ${colorScheme}: ${violation}`));
      await takePicture(page, `${name}-${width}-${colorScheme}`);
    }
    for (const width of EXTREMES) {
      await page.setViewportSize({ width, height: 860 });
      const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
      wrong.push(...(needed > width ? [`${needed} wide on a page of ${width}`] : []));
    }
    wrong.push(...failures, ...elsewhere);
    await page.context().close();
  }
  return wrong;
}

/** Saves a picture of the whole page, if a folder for pictures is set. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) {
    await mkdir(PICTURES, { recursive: true });
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`), fullPage: true });
  }
}
