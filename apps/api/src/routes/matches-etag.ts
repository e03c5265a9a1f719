/**
 * Tells whether `If-None-Match` names an ETag. A proxy that compresses an answer can make its ETag a weak
 * one, which counts as the same here: https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
export function matchesEtag(header: string | undefined, etag: string): boolean {
  return (
    header !== undefined &&
    (header.trim() === '*' ||
      [...header.matchAll(/(?:W\/)?("[^"]*")/g)].some(([, listed]) => listed === etag))
  );
}
