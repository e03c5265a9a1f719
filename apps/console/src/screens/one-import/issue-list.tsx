import type { ImportIssuePage } from '@async-catalog/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
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
  return (
    <>
      {error !== null && (
        <ProblemNotice
          error={error}
          onRetry={() => void (data === undefined ? refetch() : fetchNextPage())}
        />
      )}
      {data === undefined && error === null && <Loading what="the lines" />}
      {data !== undefined && (
        <VirtualList
          className="issue-lines"
          label={`Lines with ${code}`}
          rows={issues.map((issue, index) => ({ ...issue, key: index }))}
          rowHeight={ROW_PX}
          measured
          keyOf={({ key }) => key}
          loadMore={
            hasNextPage && !isFetchingNextPage && error === null ? () => void fetchNextPage() : undefined
          }
          total={hasNextPage ? undefined : issues.length}
        >
          {({ line, sku, column, detail }) => (
            <>
              <span className="muted">line {formatCount(line)}</span>
              {sku !== undefined && <strong> {sku}</strong>}
              {column !== undefined && <span> · {column}</span>}
              <div>{detail}</div>
            </>
          )}
        </VirtualList>
      )}
      {!hasNextPage && issues.length < count && (
        <p className="muted">
          The first {formatCount(issues.length)} of {formatCount(count)} are listed; the report has all.
        </p>
      )}
    </>
  );
}
