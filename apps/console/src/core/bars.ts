/** Bar of a chart, in units of its view box. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Computes bars of equal width 1, as high as their counts in a box of the given height; none is invisible. */
export function barsOf(counts: readonly number[], boxHeight: number): Bar[] {
  const most = Math.max(1, ...counts);
  return counts.map((count, x) => {
    const height = count === 0 ? 0 : Math.max(1, (count / most) * boxHeight);
    return { x, y: boxHeight - height, height };
  });
}
