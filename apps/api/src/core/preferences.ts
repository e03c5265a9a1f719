/** Longer than this, a consumer had better ask again: the gateway gives up after 30 s, and taking the products comes first. */
export const LONGEST_WAIT_SECONDS = 20;

// https://www.rfc-editor.org/rfc/rfc7240#section-2: of a preference given twice, the first counts.
const WAIT = /(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[;,]|$)/i;

/** How many seconds the consumer would rather wait than be told 202; `undefined` when it doesn't say, or says none. */
export function waitPreferenceOf(prefer: string | undefined): number | undefined {
  const seconds = Number(WAIT.exec(prefer ?? '')?.[1] ?? 0);
  return seconds === 0 ? undefined : Math.min(seconds, LONGEST_WAIT_SECONDS);
}
