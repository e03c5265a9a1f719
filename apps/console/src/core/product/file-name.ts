/** Marks of direction and control characters, with which a name would read as another: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing */
const MISLEADING = /[\p{Cc}\p{Cf}]/u;

/** Names the file of a picture's URL, or its host where there is none. */
export function fileNameOf(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) {
    return url;
  }
  const last = parsed.pathname.split('/').findLast((part) => part !== '') ?? parsed.host;
  try {
    const decoded = decodeURIComponent(last);
    return MISLEADING.test(decoded) ? last : decoded;
  } catch {
    return last;
  }
}
