import './dead-letters.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { Loading } from '../../components/loading.tsx';
import { NeedsScope } from '../../components/needs-scope.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { formatCount } from '../../formats/numbers.ts';
import { useSession } from '../../session/session.ts';
import { Letters } from './letters.tsx';
import { type Done, OutcomeNotice } from './outcome-notice.tsx';

export function DeadLettersScreen() {
  return (
    <NeedsScope scope="catalog:operate">
      <DeadLetters />
    </NeedsScope>
  );
}

type Asked =
  | { readonly action: 'redrive'; readonly ids: readonly string[] | 'all' }
  | { readonly action: 'drop'; readonly ids: readonly string[] };

/** Lists what could not be saved, by reason; sends it back or deletes it. */
function DeadLetters() {
  const { catalog } = useSession();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>();
  const list = useQuery({
    queryKey: ['dead-letters'],
    queryFn: ({ signal }) => catalog.deadLetters({ signal }),
    // Reading hides them from others, so only when it is asked for.
    staleTime: Infinity,
    refetchOnMount: 'always',
  });
  const act = useMutation({
    mutationFn: async ({ action, ids }: Asked): Promise<Done> =>
      action === 'redrive'
        ? { action, ...(await catalog.redriveDeadLetters(ids)) }
        : { action, ...(await catalog.dropDeadLetters(ids)) },
    // After an error, what was selected stays: some of it may not have been reached.
    onSuccess: () => setSelected(new Set()),
    onSettled: async () => {
      setAsked(undefined);
      await list.refetch();
    },
  });
  const { data, error, refetch, isFetching } = list;
  const items = data?.items ?? [];
  const chosen = items.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  return (
    <Page
      title="Dead letters"
      aside={
        <>
          {data !== undefined && <AsOf time={data.asOf} />}
          <button type="button" disabled={isFetching} onClick={() => void refetch()}>
            Refresh
          </button>
        </>
      }
    >
      <div className="stack">
        <p className="muted">
          Messages of products that could not be saved. Once the cause is gone, send them back: they are
          saved, and the reports of their submissions are written again.
        </p>
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {act.isError && <ProblemNotice error={act.error} onRetry={() => act.mutate(act.variables)} />}
        {act.data !== undefined && <OutcomeNotice done={act.data} />}
        {data === undefined && error === null && <Loading what="the dead letters" />}
        {data !== undefined && items.length === 0 && (
          <p className="empty">
            {data.more || data.count > 0
              ? `The queue holds about ${formatCount(data.count)}, but they are hidden while somebody else looks at them. Refresh in half a minute.`
              : 'There are no dead letters.'}
          </p>
        )}
        {items.length > 0 && (
          <>
            <div className="filters">
              <strong>
                {formatCount(items.length)} shown of about{' '}
                {formatCount(Math.max(data?.count ?? 0, items.length))}
              </strong>
              <button
                type="button"
                className="primary"
                disabled={chosen.length === 0}
                onClick={() => setAsked({ action: 'redrive', ids: chosen })}
              >
                Send back {chosen.length > 0 && formatCount(chosen.length)}
              </button>
              <button type="button" onClick={() => setAsked({ action: 'redrive', ids: 'all' })}>
                Send all back
              </button>
              <button
                type="button"
                disabled={chosen.length === 0}
                onClick={() => setAsked({ action: 'drop', ids: chosen })}
              >
                Delete {chosen.length > 0 && formatCount(chosen.length)}
              </button>
            </div>
            <Letters items={items} selected={selected} onSelect={setSelected} />
          </>
        )}
      </div>
      {asked !== undefined && (
        <ConfirmDialog
          title={asked.action === 'drop' ? 'Delete them for good?' : 'Send them back?'}
          action={asked.action === 'drop' ? `Delete ${asked.ids.length}` : 'Send back'}
          dangerous={asked.action === 'drop'}
          busy={act.isPending}
          onConfirm={() => act.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {asked.action === 'drop'
              ? 'Their products are lost: nothing will save them any more. Their submissions keep saying that they failed.'
              : 'They go to the queue of large submissions, and are saved if their cause is gone. One that fails again comes back here.'}
          </p>
        </ConfirmDialog>
      )}
    </Page>
  );
}
