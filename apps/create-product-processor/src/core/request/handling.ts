import type { Operation } from './operation.ts';

export type Handling = 'strict' | 'lenient';

/** A preference with its value, if any, as a token or a quoted string; its parameters go unread. */
const PREFERENCE = /(?:^|,)\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,;"]+)))?/g;

/** `handling` of a `Prefer` header; what isn't known is to be ignored, and the first counts: https://www.rfc-editor.org/rfc/rfc7240#section-2 */
export function handlingOf(prefer: string | undefined): Handling | undefined {
  for (const [, name, quoted, token] of (prefer ?? '').matchAll(PREFERENCE)) {
    if (name?.toLowerCase() === 'handling') {
      const value = (quoted ?? token)?.toLowerCase();
      return value === 'strict' || value === 'lenient' ? value : undefined;
    }
  }
  return undefined;
}

/** Only a batch is handled one way or the other. https://www.rfc-editor.org/rfc/rfc7240#section-3 */
export function preferenceApplied(
  operation: Operation,
  handling: Handling | undefined,
): Record<string, string> {
  return operation.name === 'batch' && handling !== undefined
    ? { 'preference-applied': `handling=${handling}` }
    : {};
}
