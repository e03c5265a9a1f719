import type { Submission } from '@async-catalog/client';
import { formatDuration, formatTime } from '../../formats/times.ts';

/** Shows the times of a submission. */
export function Facts({ submission }: { submission: Submission }) {
  const { createdAt, completedAt, cancelledAt, deadlineAt, expiresAt } = submission;
  return (
    <dl className="facts">
      <dt>Accepted</dt>
      <dd>{formatTime(createdAt)}</dd>
      {cancelledAt !== undefined && (
        <>
          <dt>Cancelled</dt>
          <dd>{formatTime(cancelledAt)}</dd>
        </>
      )}
      {completedAt === undefined ? (
        <>
          <dt>Deadline</dt>
          <dd>{formatTime(deadlineAt)}</dd>
        </>
      ) : (
        <>
          <dt>Completed</dt>
          <dd>
            {formatTime(completedAt)}, after{' '}
            {formatDuration(new Date(completedAt).getTime() - new Date(createdAt).getTime())}
          </dd>
        </>
      )}
      <dt>Kept until</dt>
      <dd>{formatTime(expiresAt)}</dd>
    </dl>
  );
}
