const VISIBLE = /\S/;

/** Tells whether a row has nothing in any of its cells. */
export function isBlank(cells: readonly string[]): boolean {
  return !cells.some((cell) => VISIBLE.test(cell));
}
