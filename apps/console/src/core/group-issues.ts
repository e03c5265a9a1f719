interface Issue {
  readonly index: number;
  readonly line?: number | undefined;
  readonly sku?: string | undefined;
  readonly code: string;
  readonly severity: string;
  readonly pointer: string;
  readonly detail: string;
}

/** Issues of one code, with how many there are, and the first as an example. */
export interface IssueGroup {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly example: Issue;
}

/** Groups issues by code, most first. */
export function groupIssues(issues: readonly Issue[]): IssueGroup[] {
  return [...Map.groupBy(issues, ({ code }) => code)]
    .map(([code, [example, ...others]]) => ({
      code,
      severity: example!.severity,
      count: others.length + 1,
      example: example!,
    }))
    .sort((one, other) => other.count - one.count);
}
