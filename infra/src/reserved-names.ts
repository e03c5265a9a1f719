/**
 * Domains that nobody can have.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2606
 * @see https://www.rfc-editor.org/rfc/rfc6761
 */
const RESERVED = ['example', 'example.com', 'example.net', 'example.org', 'invalid', 'localhost', 'test'];

/** Checks whether the host of the URL is a reserved name, or under one. */
export function hasReservedName(url: string): boolean {
  const host = `.${new URL(url).hostname.replace(/\.$/, '')}`;
  return RESERVED.some((name) => host.endsWith(`.${name}`));
}
