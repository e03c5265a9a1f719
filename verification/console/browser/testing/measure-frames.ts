import type { Page } from 'playwright-core';

/** Pixels that are scrolled in each frame: some 12,000 a second. */
const STEP = 200;

/**
 * Scrolls a list to its end, frame by frame. Answers the lengths of the frames as text, the most rows that were on
 * the page at once, and the texts of the links of all rows that were.
 */
export async function measureFrames(page: Page, selector: string, isEnd: () => Promise<boolean>) {
  await page.evaluate(
    ([list, step]) => {
      const lengths: number[] = [];
      const keys = new Set<string>();
      let most = 0;
      let last = performance.now();
      const frame = (now: number): void => {
        lengths.push(now - last);
        last = now;
        const element = document.querySelector(list)!;
        const rows = element.querySelectorAll('li');
        most = Math.max(most, rows.length);
        rows.forEach((row) => keys.add(row.querySelector('a')?.title || (row.textContent ?? '')));
        element.scrollTop += step;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      Object.assign(globalThis, { scrolled: () => ({ lengths, most, keys: [...keys] }) });
    },
    [selector, STEP] as const,
  );
  while (!(await isEnd())) {
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(1500);
  const { lengths, most, keys } = await page.evaluate<{ lengths: number[]; most: number; keys: string[] }>(
    'scrolled()',
  );
  const sorted = lengths.slice(1).toSorted((one, other) => one - other);
  const at = (share: number): string => `${sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1)} ms`;
  return { frames: `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} (${sorted.length})`, rows: most, keys };
}
