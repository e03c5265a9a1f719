/**
 * Tells whether a path of the console is a file: under `assets/`, or at the root and with an extension. Any other is a screen, even one that
 * ends in a SKU with a dot.
 */
export function isFilePath(path: string): boolean {
  return /^\/(?:assets\/.*|[^/]*\.[^/]*)$/.test(path);
}
