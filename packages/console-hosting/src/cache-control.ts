const YEAR_SECONDS = 31_536_000;

/** Returns the `Cache-Control` of a file of the console, by its path without the leading slash. */
export function cacheControlOf(path: string): string {
  return path.startsWith('assets/') ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
}
