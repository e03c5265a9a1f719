import './one-import.css';
import type { ImportIssueGroup } from '@async-catalog/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { labelOfPointer } from '../../core/field-labels.ts';
import { formatCount } from '../../formats/numbers.ts';
import { useSession } from '../../session/session.ts';
import { IssueList } from './issue-list.tsx';

interface IssueGroupsProps {
  readonly id: string;
  readonly title: string;
  /** Sentence for where there are none; without it, nothing is shown then. */
  readonly empty?: string;
}

/** Shows why rows weren't saved: each code with its count and an example, opened to all of it. */
export function IssueGroups({ id, title, empty }: IssueGroupsProps) {
  const { catalog } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['import-issues', id],
    queryFn: ({ signal }) => catalog.importIssueGroups(id, { signal }),
  });
  if (data?.length === 0 && empty === undefined) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="issues-title">
      <h2 id="issues-title">{title}</h2>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="the reasons" />}
      {data?.length === 0 && <p className="muted">{empty}</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="issue-groups">
          {data.map((group) => (
            <IssueGroup key={group.code} id={id} group={group} />
          ))}
        </ul>
      )}
    </section>
  );
}

function IssueGroup({ id, group }: { id: string; group: ImportIssueGroup }) {
  const { code, count, severity, example } = group;
  const [open, setOpen] = useState(false);
  const listId = `issues-${code}`;
  return (
    <li>
      <div className="issue-group">
        <span className={severity === 'error' ? 'badge status-failed' : 'badge status-overdue'}>
          {formatCount(count)}
        </span>
        <div>
          <strong>{code.replaceAll('_', ' ').toLowerCase()}</strong>
          {severity === 'warning' && <span className="muted"> (only a remark)</span>}
          <p>
            Such as line {formatCount(example.line)}
            {example.sku !== undefined && `, SKU ${example.sku}`}:{' '}
            {example.pointer && `${labelOfPointer(example.pointer)} `}
            {example.detail}
          </p>
        </div>
        <button type="button" aria-expanded={open} aria-controls={listId} onClick={() => setOpen(!open)}>
          {open ? 'Hide' : 'Show'} <span className="sr-only">{code} lines</span>
        </button>
      </div>
      <div id={listId}>{open && <IssueList id={id} code={code} count={count} />}</div>
    </li>
  );
}
