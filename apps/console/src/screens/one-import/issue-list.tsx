import type { ImportIssuePage } from '@async-catalog/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { formatCount } from '../../formats/numbers.ts';
import { useSession } from '../../session/session.ts';

const PAGE = 100;
const ROW_PX = 64;

/** Lists the issues of a code, a page at a time as the user scrolls to it. */
export function IssueList({ id, code, count }: { id: string; code: string; count: number }) {
  const { catalog } = useSession();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ['import-issues', id, code],
    queryFn: async ({ pageParam, signal }) => {
      const query = { code, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) };
      const answer = await catalog.http.GET('/imports/{id}/issues', {
        params: { path: { id }, query },
        signal,
      });
      return answer.data as ImportIssuePage;
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
  const issues = data?.pages.flatMap(({ items }) => items) ?? [];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: issues.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= issues.length - 10;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage && error === null) {
      void fetchNextPage();
    }
  }, [isNearEnd, hasNextPage, isFetchingNextPage, error, fetchNextPage]);
  return (
    <>
      {error !== null && (
        <ProblemNotice
          error={error}
          onRetry={() => void (data === undefined ? refetch() : fetchNextPage())}
        />
      )}
      {data === undefined && error === null && <Loading what="the lines" />}
      <div
        ref={scroller}
        className="issue-scroller"
        role="region"
        aria-label={`Lines with ${code}`}
        tabIndex={0}
      >
        <ul style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, key, start }) => {
            const issue = issues[index]!;
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                style={{ transform: `translateY(${start}px)` }}
              >
                <span className="muted">line {formatCount(issue.line)}</span>
                {issue.sku !== undefined && <strong> {issue.sku}</strong>}
                {issue.column !== undefined && <span> · {issue.column}</span>}
                <div>{issue.detail}</div>
              </li>
            );
          })}
        </ul>
      </div>
      {!hasNextPage && issues.length < count && (
        <p className="muted">
          The first {formatCount(issues.length)} of {formatCount(count)} are listed; the report has all.
        </p>
      )}
    </>
  );
}
