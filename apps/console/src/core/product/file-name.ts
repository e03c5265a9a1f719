/** Names the file of a picture's URL, or its host where there is none. */
export function fileNameOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) {
    return url;
  }
  const last = parsed.pathname.split('/').findLast((part) => part !== '') ?? parsed.host;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
