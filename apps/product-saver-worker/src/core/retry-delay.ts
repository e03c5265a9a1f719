const FIRST_DELAY_SECONDS = 5;
const GROWTH = 4;
const LONGEST_DELAY_SECONDS = 600;

/**
 * How many seconds a message stays hidden after its n-th failed delivery: 5, 20, 80, 320, then 600, less up to half of it by chance, so
 * that what failed together doesn't come back together.
 *
 * Lambda doesn't poll slower while batches fail in part, so five deliveries would be gone within a minute. Four waits of these add up to
 * 212 seconds at the least, so an outage of two minutes uses up none of the queue's five deliveries, and to 425 at the most, well before
 * a submission's deadline. The first wait is short, because most failures are short.
 *
 * @param random from 0 to below 1
 */
export function retryDelaySeconds(receiveCount: number, random: () => number): number {
  const longest = Math.min(FIRST_DELAY_SECONDS * GROWTH ** (receiveCount - 1), LONGEST_DELAY_SECONDS);
  return Math.ceil(longest * (1 - random() / 2));
}
