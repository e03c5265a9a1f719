const FIRST_DELAY_SECONDS = 5;
const GROWTH = 4;
const LONGEST_DELAY_SECONDS = 600;

/**
 * Computes how many seconds a message stays hidden after its n-th failed delivery: 5, 20, 80, 320, then 600,
 * less up to half of it at random, so that messages that failed together don't come back together.
 *
 * Lambda doesn't slow its polling while batches fail in part, so without this, five deliveries would be gone
 * within a minute. The four waits add up to 212 seconds at least, so an outage of two minutes uses up no
 * message's five deliveries, and to 425 at most, well before a submission's deadline. The first wait is
 * short, because most failures are.
 *
 * @param random from 0 to below 1
 */
export function retryDelaySeconds(receiveCount: number, random: () => number): number {
  const longest = Math.min(FIRST_DELAY_SECONDS * GROWTH ** (receiveCount - 1), LONGEST_DELAY_SECONDS);
  return Math.ceil(longest * (1 - random() / 2));
}
