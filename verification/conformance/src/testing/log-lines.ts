/** A line that a part of the catalog logged. */
export interface LogLine {
  /** The function's name. */
  readonly source: string;
  readonly [field: string]: unknown;
}

/** Parses lines of the form `SOURCE LINE` whose second part is a JSON object. */
export function parseLines(lines: readonly string[]): LogLine[] {
  return lines.flatMap((line) => {
    const [source = '', ...rest] = line.split(' ');
    const text = rest.join(' ');
    return text.startsWith('{') ? [{ ...(JSON.parse(text) as object), source }] : [];
  });
}
