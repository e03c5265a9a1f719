/** Object key of a submission's report, in one of the formats of `@async-catalog/report-builder`. */
export function reportKey(submissionId: string, format: string): string {
  return `reports/${submissionId}/report.${format}`;
}

/** The prefix of the keys of a submission's parts. */
export function reportPartsPrefix(submissionId: string): string {
  return `reports/${submissionId}/parts/`;
}

/** The object key of the items that were refused at intake. */
export function rejectedItemsKey(submissionId: string): string {
  return `submissions/${submissionId}/rejected.json`;
}
