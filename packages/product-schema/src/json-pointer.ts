/** Builds a JSON Pointer from a path: `['tags', 2]` is `/tags/2`. https://www.rfc-editor.org/rfc/rfc6901#section-3 */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
