/** Longer than this, a consumer had better ask again: the gateway gives up after 30 s, and taking the products comes first. */
export const LONGEST_WAIT_SECONDS = 20;

/** What a consumer rather has than the plain 202. */
export interface Preferences {
  /** Wants a 202, perhaps after a wait. */
  readonly respondAsync: boolean;
  /** How many seconds the consumer would rather wait; `undefined` when it doesn't say, or says none. */
  readonly waitSeconds: number | undefined;
}

/** What commas part; none of those in quotes, which have what follows a backslash in them as it is. */
const ELEMENT = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g;

/** A name, and a value that is a token or in quotes; parameters, which nothing here has, go unread. */
const PREFERENCE =
  /^\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\.)*)"))?\s*(?:;|$)/;

/** Reads a `Prefer` header; what isn't known, or isn't a preference, is to be ignored: https://www.rfc-editor.org/rfc/rfc7240#section-2 */
export function preferencesOf(prefer: string | undefined): Preferences {
  const values = new Map<string, string>();
  for (const [element] of (prefer ?? '').matchAll(ELEMENT)) {
    const [, name, token, quoted] = PREFERENCE.exec(element) ?? [];
    // Of one that is given twice, the first counts.
    if (name !== undefined && !values.has(name.toLowerCase())) {
      values.set(name.toLowerCase(), token ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? '');
    }
  }
  const wait = values.get('wait') ?? '';
  const seconds = /^\d{1,9}$/.test(wait) ? Number(wait) : 0;
  return {
    respondAsync: values.get('respond-async') === '',
    waitSeconds: seconds === 0 ? undefined : Math.min(seconds, LONGEST_WAIT_SECONDS),
  };
}
