/**
 * Formats of an import's report. `failed.csv` holds the rows that weren't saved, in the file's own columns.
 */
export const IMPORT_REPORTS = { csv: 'report.csv', ndjson: 'report.ndjson', failed: 'failed.csv' } as const;
export type ImportReportFormat = keyof typeof IMPORT_REPORTS;

/** Object key of an import's source file. */
export function importSourceKey(importId: string): string {
  return `imports/${importId}/source`;
}

/** Object key of a report of an import. */
export function importReportKey(importId: string, format: ImportReportFormat): string {
  return `imports/${importId}/${IMPORT_REPORTS[format]}`;
}

/** Object key of an import's issues, grouped by code. */
export function importIssuesKey(importId: string): string {
  return `imports/${importId}/issues.json`;
}

/** Object key of the results of a dry run's chunk, of which there is no submission. */
export function importChunkKey(importId: string, number: number): string {
  return `imports/${importId}/chunks/${number}.json`;
}
