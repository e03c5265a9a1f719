const FIRST_DELAY_SECONDS = 5;
const GROWTH = 4;
const LONGEST_DELAY_SECONDS = 900;

/**
 * Computes how many seconds a message stays hidden after the n-th failure in a row: 5, 20, 80, 320, then 900, and up to
 * half of it more at random, so that imports that failed together don't come back together.
 */
export function retryDelaySeconds(failures: number, random: () => number): number {
  const shortest = Math.min(FIRST_DELAY_SECONDS * GROWTH ** (failures - 1), LONGEST_DELAY_SECONDS);
  return Math.ceil(shortest * (1 + random() / 2));
}
