import type { Submission } from '@async-catalog/client';
import { useQuery } from '@tanstack/react-query';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { groupIssues } from '../../core/group-issues.ts';
import { formatCount } from '../../formats/numbers.ts';
import { useSession } from '../../session/session.ts';
import { reportQuery } from './report-query.ts';

/** Shows what was not saved and why, grouped by code. */
export function Issues({ submission }: { submission: Submission }) {
  const { catalog } = useSession();
  const { data, error, refetch } = useQuery(reportQuery(catalog, submission));
  const groups = groupIssues(data?.issues ?? []);
  if (groups.length === 0 && error === null) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="issues">
      <h2 id="issues">Issues</h2>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      <ul className="issues">
        {groups.map(({ code, severity, count, example }) => (
          <li key={code} className={`issue-${severity}`}>
            <strong className="number">{formatCount(count)}</strong>
            <div>
              <code>{code}</code>
              <p>
                {example.pointer !== '' && <code>{example.pointer}</code>} {example.detail}.{' '}
                <span className="muted">
                  For example item {example.index}
                  {example.line !== undefined && `, line ${example.line}`}
                  {example.sku !== undefined && `, SKU ${example.sku}`}.
                </span>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
