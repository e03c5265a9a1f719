import { statusText } from '../formats/statuses.ts';

export function StatusBadge({ status }: { status: string }) {
  return <span className={`badge status-${status}`}>{statusText(status)}</span>;
}
