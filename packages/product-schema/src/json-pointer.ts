/** Builds a JSON Pointer from a path: `['tags', 2]` is `/tags/2`. https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Names the field that a JSON Pointer points to, as messages and mappings do: `/attributes/colour` is `attributes.colour`. */
export function fieldName(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}
