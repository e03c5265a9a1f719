/** Most that is kept of all log groups together, in characters. */
export const KEPT_CHARACTERS = 64 * 1024 * 1024;

/** Lines that a page looks at, so that a search through many doesn't hold up everything else. */
const SCANNED_LINES = 10_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const PAGE_BYTES = 1024 * 1024;

export interface LogLine {
  /** Its place among all lines that were ever written. */
  readonly place: number;
  readonly logGroup: string;
  readonly atMs: number;
  readonly text: string;
}

export interface LogFilter {
  readonly logGroup: string;
  /** Both inclusive. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly matches: (text: string) => boolean;
  readonly limit: number;
}

export interface LogPage {
  /** In order of time. */
  readonly lines: readonly LogLine[];
  /** Place to go on from, if there are lines that the page didn't look at. */
  readonly next?: number;
}

export interface LogStore {
  add(logGroup: string, text: string, atMs: number): void;
  /** Reads a page, from a place on. It can be empty and not the last. */
  read(filter: LogFilter, from: number): LogPage;
}

/** Creates a store that keeps the newest lines of all log groups. */
export function createLogStore(keptCharacters = KEPT_CHARACTERS): LogStore {
  let lines: LogLine[] = [];
  let written = 0;
  let kept = 0;

  /** Drops a tenth at once, because dropping a line moves all others. */
  function dropOldest(): void {
    let dropped = 0;
    while (kept > keptCharacters * 0.9 && dropped < lines.length - 1) {
      kept -= lines[dropped]?.text.length ?? 0;
      dropped += 1;
    }
    lines = lines.slice(dropped);
  }

  return {
    add(logGroup, text, atMs) {
      lines.push({ place: written, logGroup, atMs, text });
      written += 1;
      kept += text.length;
      if (kept > keptCharacters) {
        dropOldest();
      }
    },
    read({ logGroup, fromMs, untilMs, matches, limit }, from) {
      const start = Math.max(from - (lines[0]?.place ?? written), 0);
      const found: LogLine[] = [];
      let bytes = 0;
      let at = start;
      for (; at < Math.min(lines.length, start + SCANNED_LINES) && found.length < limit; at += 1) {
        const line = lines[at]!;
        if (line.logGroup !== logGroup || line.atMs < fromMs || line.atMs > untilMs || !matches(line.text)) {
          continue;
        }
        bytes += Buffer.byteLength(line.text);
        if (bytes > PAGE_BYTES && found.length > 0) {
          break;
        }
        found.push(line);
      }
      const next = lines[at]?.place;
      return { lines: found.toSorted((a, b) => a.atMs - b.atMs), ...(next !== undefined && { next }) };
    },
  };
}
