import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Age } from '../../components/age.tsx';
import { AsOf } from '../../components/as-of.tsx';
import { Loading } from '../../components/loading.tsx';
import { OutcomeBar } from '../../components/outcome-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { isBeingRead } from '../../core/is-being-read.ts';
import { formatCount } from '../../formats/numbers.ts';
import { refreshEvery } from '../../live/refresh-every.ts';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { openWork } from './open-work.ts';

const REFRESH_MS = 5000;

/** Most that are shown; the list has the others. */
const SHOWN = 8;

/** Shows the submissions and imports that are under way, newest first. */
export function OpenSubmissions() {
  const { catalog, access, seen } = useSession();
  const everybody = allows(access, 'catalog:operate');
  const { data, error, refetch } = useQuery({
    queryKey: ['open', everybody],
    queryFn: ({ signal }) => openWork(catalog, seen, everybody, signal),
    refetchInterval: refreshEvery(REFRESH_MS),
  });
  return (
    <section className="card" aria-labelledby="open">
      <div className="card-header">
        <h2 id="open">Under way</h2>
        {data !== undefined && <AsOf time={data.asOf} />}
      </div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="what is under way" />}
      {data !== undefined && (
        <p>
          <span className="big">{formatCount(data.rows.length)}</span> of the {data.more && 'newest '}
          <Link to="/submissions" search={everybody ? { caller: '*' } : {}}>
            {formatCount(data.looked)} submissions and imports
          </Link>
          {everybody && ' of the last 24 hours'}
          {data.more && (
            <>
              {'. '}
              <Link to="/submissions" search={{ ...(everybody && { caller: '*' }), status: 'overdue' }}>
                Find overdue ones
              </Link>{' '}
              among the others.
            </>
          )}
        </p>
      )}
      <ul className="open-work">
        {data?.rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            {row.kind === 'import' ? (
              <Link to="/imports/$importId" params={{ importId: row.id }}>
                {row.fileName}
              </Link>
            ) : (
              <Link to="/submissions/$submissionId" params={{ submissionId: row.id }} title={row.id}>
                {row.id.slice(0, 8)}…
              </Link>
            )}
            <span className="muted">
              <Age time={row.createdAt} />
            </span>
            <StatusBadge status={row.status} />
            <OutcomeBar counts={row.counts} isOpenEnded={isBeingRead(row)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
