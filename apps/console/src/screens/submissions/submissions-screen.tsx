import './submissions.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSession } from '../../session/session.ts';
import { Filters } from './filters.tsx';
import { listQuery, type Row } from './list-query.ts';
import { RowList } from './row-list.tsx';
import { SelectionBar } from './selection-bar.tsx';

/** Time after which a list of one page is read again. A longer one is read again when it is asked for. */
const REFRESH_MS = 5000;

const route = getRouteApi('/submissions');

export function SubmissionsScreen() {
  const search = route.useSearch();
  const { catalog, seen } = useSession();
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const list = useInfiniteQuery({
    ...listQuery(catalog, seen, search),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= 1 ? REFRESH_MS : false),
  });
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = list;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const asOf = data?.pages[0]?.asOf;
  const aside = (
    <>
      {asOf !== undefined && <AsOf time={asOf} />}
      <button type="button" onClick={() => void refetch()}>
        Refresh
      </button>
    </>
  );
  return (
    <Page title="Submissions and imports" aside={aside}>
      <div className="stack">
        <Filters search={search} />
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        <SelectionBar
          selected={selected}
          onClear={() => setSelected(new Map())}
          onDone={() => void refetch()}
        />
        {data === undefined && error === null && <Loading what="the list" />}
        {data !== undefined && rows.length === 0 && error === null && (
          <p className="empty">{emptyText(search)}</p>
        )}
        {rows.length > 0 && (
          <RowList
            rows={rows}
            selected={selected}
            onSelect={setSelected}
            more={hasNextPage ? { loading: isFetchingNextPage, load: () => void fetchNextPage() } : undefined}
          />
        )}
      </div>
    </Page>
  );
}

function emptyText({
  kind,
  status,
  since,
  until,
}: {
  kind?: string;
  status?: string;
  since?: string;
  until?: string;
}) {
  const what = kind === 'imports' ? 'imports' : 'submissions';
  return status === undefined && since === undefined && until === undefined
    ? `There are no ${what} yet.`
    : `No ${what} match these filters.`;
}
