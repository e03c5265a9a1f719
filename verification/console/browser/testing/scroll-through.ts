import type { Page } from 'playwright-core';

/** Scrolls by a part of the window a frame, which leaves out no row, and notes what is there in each frame. */
const SCRIPT = (row: string, enough: number) => `new Promise((resolve) => {
  const shown = new Map();
  const frames = [];
  let most = 0;
  let before = performance.now();
  const startedAt = before;
  const step = (now) => {
    frames.push(now - before);
    before = now;
    const rows = document.querySelectorAll(${JSON.stringify(row)});
    most = Math.max(most, rows.length);
    for (const row of rows) {
      shown.set(row.querySelector('a').getAttribute('href'), row.getAttribute('aria-rowindex'));
    }
    const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
    const ended = document.body.innerText.includes('The end:');
    if ((atEnd && ended) || shown.size >= ${enough} || now - startedAt > 240000) {
      resolve({ shown: [...shown], most, frames, ms: now - startedAt });
      return;
    }
    scrollBy(0, 400);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

/** Scrolls to the end of a list, or until enough rows were shown. */
export async function scrollThrough(page: Page, row: string, enough = Number.MAX_SAFE_INTEGER) {
  const { shown, most, frames, ms } = await page.evaluate<{
    shown: [string, string][];
    most: number;
    frames: number[];
    ms: number;
  }>(SCRIPT(row, enough));
  return {
    /** Places in the list by the links of the rows. */
    shown: new Map(shown),
    /** Most rows that were in the document at once. */
    most,
    /** Lengths of the frames in ms, the shortest first. */
    frames: frames.map((frame) => Math.round(10 * frame) / 10).sort((a, b) => a - b),
    seconds: Math.round(ms / 100) / 10,
  };
}
