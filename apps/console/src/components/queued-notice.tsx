import { Link } from '@tanstack/react-router';
import type { Change } from '../live/use-change.ts';
import { ProblemNotice } from './problem-notice.tsx';

interface QueuedNoticeProps {
  /** Beginning of the sentence: the thing that was submitted. */
  readonly what: string;
  readonly change: Extract<Change, { step: 'queued' }>;
}

/** Says that a change was accepted and has no outcome yet. */
export function QueuedNotice({ what, change }: QueuedNoticeProps) {
  const { submissionId, submission, error } = change;
  const isLate = submission?.status === 'overdue';
  return (
    <>
      <div className={isLate ? 'notice notice-warning' : 'notice'} role="status">
        <span className="spinner" aria-hidden="true" />
        <div>
          <strong>
            {what} is {isLate ? 'overdue' : 'queued'}
          </strong>
          <p>
            It isn’t saved yet. You can stay, or look later at{' '}
            <Link to="/submissions/$submissionId" params={{ submissionId }}>
              its submission
            </Link>
            .
          </p>
        </div>
      </div>
      {error !== undefined && <ProblemNotice error={error} />}
    </>
  );
}
