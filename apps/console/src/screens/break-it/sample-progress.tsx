import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { AsOf } from '../../components/as-of.tsx';
import { OutcomeBar, OutcomeCountsList } from '../../components/outcome-bar.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { addCounts } from '../../core/add-counts.ts';
import { formatCount } from '../../formats/numbers.ts';
import { isTerminal } from '../../formats/statuses.ts';
import { useSession } from '../../session/session.ts';

const REFRESH_MS = 1000;

/** Shows how far the samples are, added up and each for itself. */
export function SampleProgress({ ids }: { ids: readonly string[] }) {
  const { catalog, seen } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['samples', ids],
    queryFn: async ({ signal }) => ({
      submissions: await Promise.all(
        ids.map(async (id) => seen.furthest(id, await catalog.getSubmission(id, { signal }))),
      ),
      asOf: Date.now(),
    }),
    refetchInterval: ({ state }) =>
      state.data?.submissions.every(({ status }) => isTerminal(status)) === true ? false : REFRESH_MS,
    placeholderData: (before) => before,
  });
  if (data === undefined) {
    return error === null ? null : <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  const counts = addCounts(data.submissions.map((submission) => submission.counts));
  const settled = counts.total - counts.pending;
  return (
    <div className="sample-progress">
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <div className="card-header">
        <strong role="status">
          {formatCount(settled)} of {formatCount(counts.total)} have their outcome
        </strong>
        <AsOf time={data.asOf} />
      </div>
      <OutcomeBar counts={counts} />
      <OutcomeCountsList counts={counts} />
      <ul className="samples">
        {data.submissions.map(({ submissionId, status, counts: own }) => (
          <li key={submissionId}>
            <Link to="/submissions/$submissionId" params={{ submissionId }}>
              {submissionId.slice(0, 8)}…
            </Link>
            <StatusBadge status={status} />
            <OutcomeBar counts={own} />
          </li>
        ))}
      </ul>
    </div>
  );
}
