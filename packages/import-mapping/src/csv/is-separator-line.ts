/** Tells whether a first row is the line by which Excel names the delimiter, such as `sep=;`. */
export function isSeparatorLine({ line, cells }: { line: number; cells: readonly string[] }): boolean {
  const [first = '', ...rest] = cells;
  return line === 1 && /^sep=.?$/i.test(first) && rest.every((cell) => cell === '');
}
