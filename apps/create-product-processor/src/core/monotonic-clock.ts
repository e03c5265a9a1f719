/**
 * Makes a clock whose times grow with each call, even if the machine's clock is set back. The order of
 * products with one SKU follows these times.
 */
export function createMonotonicClock(now: () => Date): () => Date {
  let last = -Infinity;
  return () => {
    last = Math.max(now().getTime(), last + 1);
    return new Date(last);
  };
}
