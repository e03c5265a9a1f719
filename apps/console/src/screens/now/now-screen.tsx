import './now.css';
import { useQuery } from '@tanstack/react-query';
import { AsOf } from '../../components/as-of.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { refreshEvery } from '../../live/refresh-every.ts';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { Failures } from './failures.tsx';
import { OpenSubmissions } from './open-submissions.tsx';
import { Queues } from './queues.tsx';
import { SaveRate } from './save-rate.tsx';

/** Time after which the numbers are read again. The API answers the same ones for 5 s. */
const REFRESH_MS = 5000;

/** Shows what the catalog is doing: to operators of everybody, to others what they have open. */
export function NowScreen() {
  const { access } = useSession();
  return (
    <Page title="Now">
      <div className="stack">
        {allows(access, 'catalog:operate') ? <Stats /> : <OnlyYours />}
        <OpenSubmissions />
      </div>
    </Page>
  );
}

function OnlyYours() {
  return (
    <p className="muted">
      You see what is yours. The numbers of everybody need the scope <code>catalog:operate</code>.
    </p>
  );
}

function Stats() {
  const { catalog } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['stats'],
    queryFn: ({ signal }) => catalog.getStats({ signal }),
    refetchInterval: refreshEvery(REFRESH_MS),
  });
  return (
    <>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="the numbers" />}
      {data !== undefined && (
        <>
          <p>
            <AsOf time={data.asOf} />{' '}
            <span className="as-of">
              Counts of the last two minutes may still grow: metrics arrive late on AWS.
            </span>
          </p>
          <SaveRate minutes={data.savedPerMinute} />
          <Queues queues={data.queues} deadLetters={data.deadLetters} />
          <Failures failures={data.failedLastHour} />
        </>
      )}
    </>
  );
}
