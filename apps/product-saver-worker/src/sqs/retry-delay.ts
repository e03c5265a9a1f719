const FIRST_DELAY_SECONDS = 5;
const GROWTH = 4;
const LONGEST_DELAY_SECONDS = 900;

/** Spread of deliveries that wait for the same moment. */
const SPREAD_SECONDS = 10;

/**
 * Computes how many seconds a message stays hidden after its n-th failed delivery: 5, 20, 80, 320, then 900,
 * less up to half of it at random, so that messages that failed together don't come back together.
 *
 * Lambda doesn't slow its polling while batches fail in part. The first wait is short, because most failures
 * are; the longest is what everything waits at most once an outage is over.
 *
 * @param random from 0 to below 1
 * @param waitMs Time after which another delivery ends the wait: the message is hidden for 10 s more at most.
 */
export function retryDelaySeconds(receiveCount: number, random: () => number, waitMs = Infinity): number {
  const longest = Math.min(FIRST_DELAY_SECONDS * GROWTH ** (receiveCount - 1), LONGEST_DELAY_SECONDS);
  const delay = Math.ceil(longest * (1 - random() / 2));
  return Math.min(delay, Math.ceil(waitMs / 1000 + SPREAD_SECONDS * random()));
}
