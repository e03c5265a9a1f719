import type { CatalogClient, Submission } from '@async-catalog/client';
import { queryOptions } from '@tanstack/react-query';

/** Describes the report. It is read again when the counts change, as by a redrive. */
export function reportQuery(catalog: CatalogClient, { submissionId, reportReady, counts }: Submission) {
  return queryOptions({
    queryKey: ['report', submissionId, counts],
    queryFn: ({ signal }) => catalog.getReport(submissionId, { signal }),
    enabled: reportReady,
    staleTime: Infinity,
  });
}
