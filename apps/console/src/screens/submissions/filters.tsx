import { useNavigate } from '@tanstack/react-router';
import { statusText } from '../../formats/statuses.ts';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { readSubmissionsSearch, type SubmissionsSearch } from './submissions-search.ts';

const STATUSES = [
  'queued',
  'processing',
  'overdue',
  'completed',
  'completed_with_errors',
  'failed',
  'cancelled',
];

/** Filters of the list. They are in the address, so a reload or a link keeps them. */
export function Filters({ search }: { search: SubmissionsSearch }) {
  const { access } = useSession();
  const navigate = useNavigate({ from: '/submissions' });
  const set = (name: keyof SubmissionsSearch, value: string): void => {
    void navigate({ search: (before) => readSubmissionsSearch({ ...before, [name]: value }), replace: true });
  };
  const statuses = search.kind === 'imports' ? ['uploading', ...STATUSES] : STATUSES;
  return (
    <form className="filters" role="search" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      <label className="field">
        <span>Show</span>
        <select value={search.kind ?? ''} onChange={({ target }) => set('kind', target.value)}>
          <option value="">Submissions</option>
          <option value="imports">Imports of files</option>
        </select>
      </label>
      <label className="field">
        <span>Status</span>
        <select value={search.status ?? ''} onChange={({ target }) => set('status', target.value)}>
          <option value="">Any</option>
          {statuses.map((status) => (
            <option key={status} value={status}>
              {statusText(status)}
            </option>
          ))}
        </select>
      </label>
      <DateField name="From" value={search.since} onChange={(value) => set('since', value)} />
      <DateField name="Before" value={search.until} onChange={(value) => set('until', value)} />
      {allows(access, 'catalog:operate') && (
        <label className="field">
          <span>Sent by</span>
          <select value={search.caller ?? ''} onChange={({ target }) => set('caller', target.value)}>
            <option value="">You</option>
            <option value="*">Everybody, last 24 hours</option>
          </select>
        </label>
      )}
    </form>
  );
}

function DateField(props: { name: string; value: string | undefined; onChange: (value: string) => void }) {
  return (
    <label className="field">
      <span>{props.name}</span>
      <input type="date" value={props.value ?? ''} onChange={({ target }) => props.onChange(target.value)} />
    </label>
  );
}
