import type { Page } from 'playwright-core';

interface List {
  /** Selector of the rows, each with a link. */
  readonly row: string;
  /** Selector of the element that scrolls; the window without it. */
  readonly scroller?: string;
  /** Text that is shown once all rows are read. */
  readonly end: string;
  /** Rows after which it stops. */
  readonly enough?: number;
}

interface Scrolled {
  readonly shown: readonly (readonly [string, string])[];
  readonly most: number;
  readonly frames: readonly number[];
  readonly ms: number;
}

/** Scrolls by almost its height a frame, which leaves out no row, and notes what is there in each frame. */
function scroll({ row, scroller, end, enough = Infinity }: List): Promise<Scrolled> {
  const element = scroller === undefined ? document.scrollingElement! : document.querySelector(scroller)!;
  const shown = new Map<string, string>();
  const frames: number[] = [];
  const startedAt = performance.now();
  let most = 0;
  let before = startedAt;
  return new Promise((resolve) => {
    const step = (now: number): void => {
      frames.push(now - before);
      before = now;
      const rows = document.querySelectorAll(row);
      most = Math.max(most, rows.length);
      rows.forEach((one) =>
        shown.set(
          one.querySelector('a')!.href,
          one.getAttribute('aria-rowindex') ?? one.getAttribute('aria-posinset') ?? '',
        ),
      );
      const atEnd = element.clientHeight + element.scrollTop >= element.scrollHeight - 2;
      if ((atEnd && document.body.textContent.includes(end)) || shown.size >= enough) {
        resolve({ shown: [...shown], most, frames, ms: now - startedAt });
        return;
      }
      element.scrollBy(0, element.clientHeight - 100);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/** Scrolls to the end of a list, or until enough rows were shown. */
export async function scrollThrough(page: Page, list: List) {
  const { shown, most, frames, ms } = await page.evaluate(scroll, list);
  const sorted = frames.slice(1).toSorted((one, other) => one - other);
  const at = (part: number): string => `${sorted[Math.ceil(part * sorted.length) - 1]?.toFixed(1)} ms`;
  const slow = sorted.filter((length) => length > 1000 / 30).length;
  return {
    /** Places in the list by the links of the rows. */
    shown: new Map(shown),
    /** Most rows that were in the document at once. */
    most,
    /** Lengths of the frames, as a sentence. */
    frames: `${sorted.length} frames in ${(ms / 1000).toFixed(1)} s: p50 ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}, ${slow} over 33 ms`,
  };
}
