import { MAX_WAIT_SECONDS } from './limits.ts';

/**
 * Handling of a batch with invalid items: `strict` accepts all items or none, `lenient` accepts the valid
 * ones.
 */
export type Handling = 'strict' | 'lenient';

/** Preferences of a request, as its `Prefer` header states them. */
export interface Preferences {
  /** The client prefers a 202, possibly after a wait. */
  readonly respondAsync: boolean;
  /** Seconds to wait for the result, at most {@link MAX_WAIT_SECONDS}; `undefined` without a valid `wait`. */
  readonly waitSeconds: number | undefined;
  readonly handling: Handling | undefined;
}

/** Splits at commas outside quotes, in which a backslash escapes the next character. */
const ELEMENT = /(?:[^",]|"(?:[^"\\]|\\.)*"?)+/g;

/**
 * Matches a name and a value, which is a token or quoted. Parameters are ignored, because no preference here
 * has any.
 */
const PREFERENCE =
  /^\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:([\w!#$%&'*+.^`|~-]+)|"((?:[^"\\]|\\.)*)"))?\s*(?:;|$)/;

/**
 * Reads a `Prefer` header. Unknown and malformed preferences are ignored; of one given twice, the first
 * counts.
 * https://www.rfc-editor.org/rfc/rfc7240#section-2
 */
export function readPreferences(header: string | undefined): Preferences {
  const values = new Map<string, string>();
  for (const [element] of (header ?? '').matchAll(ELEMENT)) {
    const [, name, token, quoted] = PREFERENCE.exec(element) ?? [];
    if (name !== undefined && !values.has(name.toLowerCase())) {
      values.set(name.toLowerCase(), token ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? '');
    }
  }
  return {
    respondAsync: values.get('respond-async') === '',
    waitSeconds: toSeconds(values.get('wait') ?? ''),
    handling: toHandling(values.get('handling')?.toLowerCase()),
  };
}

function toSeconds(text: string): number | undefined {
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return seconds === 0 ? undefined : Math.min(seconds, MAX_WAIT_SECONDS);
}

function toHandling(text: string | undefined): Handling | undefined {
  return text === 'strict' || text === 'lenient' ? text : undefined;
}
