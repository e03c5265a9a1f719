import type { Submission, SubmissionTimeline } from '@async-catalog/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { statusText } from '../../formats/statuses.ts';
import { formatClock, formatDuration, formatTime } from '../../formats/times.ts';
import { useSession } from '../../session/session.ts';

type Event = SubmissionTimeline['events'][number];

const TEXTS: Readonly<Record<string, string>> = {
  accepted: 'Accepted',
  queued: 'Everything queued',
  first_saved: 'First items saved',
  last_saved: 'Newest items saved',
  cancelled: 'Cancelled',
  completed: 'Ended',
  retried: 'Retried',
};

/** Shows what happened, in order of time; it is read again after each change of the submission. */
export function Timeline({ submission }: { submission: Submission }) {
  const { catalog } = useSession();
  const { submissionId, status, counts } = submission;
  const { data, error, refetch } = useQuery({
    queryKey: ['timeline', submissionId, status, counts.pending],
    queryFn: ({ signal }) => catalog.getTimeline(submissionId, { signal }),
    placeholderData: keepPreviousData,
  });
  const start = data?.events[0]?.at;
  return (
    <div>
      <h2 className="sr-only">Timeline</h2>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading what="the timeline" />}
      <ol className="timeline">
        {data?.events.map((event) => (
          <li key={`${event.event} ${event.at}`}>
            <time dateTime={event.at} title={formatTime(event.at)}>
              {formatClock(event.at)}
            </time>
            <span className="muted">{start === event.at ? '' : `+${since(start, event.at)}`}</span>
            <EventText event={event} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function since(start: string | undefined, at: string): string {
  return formatDuration(new Date(at).getTime() - new Date(start ?? at).getTime());
}

function EventText({ event }: { event: Event }) {
  const { event: name, status, retryOf, submissionId: retry } = event;
  const text = TEXTS[name] ?? statusText(name);
  const other = retryOf ?? retry;
  return (
    <span>
      {text}
      {status !== undefined && `: ${statusText(status)}`}
      {other !== undefined && (
        <>
          {retryOf === undefined ? ', as ' : ', as a retry of '}
          <Link to="/submissions/$submissionId" params={{ submissionId: other }}>
            {other.slice(0, 8)}…
          </Link>
        </>
      )}
    </span>
  );
}
