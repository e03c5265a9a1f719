import type { Submission, SubmissionItem } from '@async-catalog/client';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type ItemRow, rowsOfReport } from '../../core/item-rows.ts';
import { useSession } from '../../session/session.ts';
import { reportQuery } from './report-query.ts';

export interface Items {
  readonly rows: readonly ItemRow[] | undefined;
  readonly error: unknown;
  readonly retry: () => void;
  /** Reads the next page; absent on the last one. */
  readonly loadMore: (() => void) | undefined;
}

const PAGE_SIZE = 100;

/** Reads the items with an outcome, or all: from the report once it is there, page by page before. */
export function useItems(submission: Submission, outcome: SubmissionItem['outcome'] | undefined): Items {
  const { catalog } = useSession();
  const { submissionId, counts, reportReady } = submission;
  const report = useQuery({ ...reportQuery(catalog, submission), placeholderData: keepPreviousData });
  const pages = useInfiniteQuery({
    queryKey: ['items', submissionId, outcome],
    enabled: !reportReady,
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam: cursor, signal }) => {
      const query = {
        limit: PAGE_SIZE,
        ...(outcome && { outcome }),
        ...(cursor !== undefined && { cursor }),
      };
      const params = { path: { id: submissionId }, query };
      return (await catalog.http.GET('/submissions/{id}/items', { params, signal })).data!;
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const { refetch: readAgain } = pages;
  const pending = useRef(counts.pending);
  useEffect(() => {
    if (pending.current !== counts.pending) {
      pending.current = counts.pending;
      // All pages that were read, under the same key: the list stays where it was scrolled to.
      void (!reportReady && readAgain());
    }
  }, [counts.pending, reportReady, readAgain]);
  if (reportReady && report.data !== undefined) {
    const rows = rowsOfReport(report.data);
    return {
      rows: outcome === undefined ? rows : rows.filter((row) => row.outcome === outcome),
      error: report.error,
      retry: () => void report.refetch(),
      loadMore: undefined,
    };
  }
  const { error, refetch, hasNextPage, isFetching, fetchNextPage } = pages;
  return {
    rows: pages.data?.pages.flatMap(({ items }) => items),
    error: error ?? report.error,
    retry: () => void (reportReady ? report.refetch() : refetch()),
    loadMore: hasNextPage && !isFetching ? () => void fetchNextPage() : undefined,
  };
}
