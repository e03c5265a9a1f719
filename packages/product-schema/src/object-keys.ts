/** Object key of a submission's report, in one of the formats of `@async-catalog/report-builder`. */
export function reportKey(submissionId: string, format: string): string {
  return `reports/${submissionId}/report.${format}`;
}

/** Prefix of the object keys of a submission's parts. */
export function reportPartsPrefix(submissionId: string): string {
  return `reports/${submissionId}/parts/`;
}

/** Object key of a submission's rejected items. */
export function rejectedItemsKey(submissionId: string): string {
  return `submissions/${submissionId}/rejected.json`;
}
