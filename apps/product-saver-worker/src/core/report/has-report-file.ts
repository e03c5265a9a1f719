/**
 * Tells whether a submission's report becomes an object of its own. That of one product needs none, because its result
 * is in the record; that of a chunk is merged into the report of its import, whatever its size.
 */
export function hasReportFile({
  total,
  importId,
}: {
  readonly total: number;
  readonly importId?: string | undefined;
}): boolean {
  return total > 1 || importId !== undefined;
}
