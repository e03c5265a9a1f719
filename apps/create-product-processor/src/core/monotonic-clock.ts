/**
 * Lead over the machine's clock from which on times go back to it. The worker refuses what is accepted so far in the
 * future, so an instance whose clock was wrong for a moment must not keep its time.
 */
const LONGEST_LEAD_MS = 5 * 60 * 1000;

/**
 * Makes a clock whose times grow with each call, even if the machine's clock is set back by less than five minutes.
 * The order of products with one SKU follows these times.
 */
export function createMonotonicClock(now: () => Date): () => Date {
  let last = -Infinity;
  return () => {
    const time = now().getTime();
    last = last - time > LONGEST_LEAD_MS ? time : Math.max(time, last + 1);
    return new Date(last);
  };
}
