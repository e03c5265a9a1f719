import './submissions.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { refreshEvery } from '../../live/refresh-every.ts';
import { useSession } from '../../session/session.ts';
import { Filters } from './filters.tsx';
import { listQuery, type Row } from './list-query.ts';
import { LookFurther } from './look-further.tsx';
import { RowList } from './row-list.tsx';
import { SelectionBar } from './selection-bar.tsx';

/** Time after which a list of one page is read again. */
const REFRESH_MS = 5000;

/** Tells whether a list is one page, which is read again by itself. A longer one is when it is asked for, because that is a request for each page. */
function isShort({
  state,
}: {
  readonly state: { readonly data?: { readonly pages: readonly unknown[] } | undefined };
}): boolean {
  return (state.data?.pages.length ?? 0) <= 1;
}

const route = getRouteApi('/submissions');

export function SubmissionsScreen() {
  const search = route.useSearch();
  const { catalog, seen } = useSession();
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  const list = useInfiniteQuery({
    ...listQuery(catalog, seen, search),
    refetchInterval: (query) => (isShort(query) ? refreshEvery(REFRESH_MS)(query) : false),
    refetchOnWindowFocus: isShort,
    refetchOnReconnect: isShort,
  });
  const { data, error, isFetching, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } = list;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const asOf = data?.pages[0]?.asOf;
  // A status is computed when it is read, so the API can answer a page without a match before the last one.
  const isSparse = hasNextPage && data?.pages.at(-1)?.rows.length === 0;
  const load = (): void => void fetchNextPage();
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
        {data !== undefined && rows.length === 0 && !hasNextPage && error === null && (
          <p className="empty">{emptyText(search)}</p>
        )}
        {rows.length > 0 && (
          <RowList
            rows={rows}
            selected={selected}
            onSelect={setSelected}
            more={
              hasNextPage ? { loading: isFetchingNextPage, load: isSparse ? undefined : load } : undefined
            }
          />
        )}
        {isSparse && (
          <LookFurther
            key={JSON.stringify(search)}
            reading={isFetching}
            failed={error !== null}
            load={load}
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
