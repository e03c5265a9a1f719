import './submission.css';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { CancelButton } from '../../components/cancel-button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Loading } from '../../components/loading.tsx';
import { OutcomeBar, OutcomeCountsList } from '../../components/outcome-bar.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { toCurl } from '../../core/to-curl.ts';
import { isTerminal } from '../../formats/statuses.ts';
import { readSubmission } from '../../live/read-followed.ts';
import { useFollowed } from '../../live/use-followed.ts';
import { useSession } from '../../session/session.ts';
import { Downloads } from './downloads.tsx';
import { Facts } from './facts.tsx';
import { Issues } from './issues.tsx';
import { Items } from './items.tsx';
import { RetryButton } from './retry-button.tsx';
import { Timeline } from './timeline.tsx';

const route = getRouteApi('/submissions/$submissionId');

/** Follows one submission to the outcome of every item. */
export function SubmissionScreen() {
  const { submissionId } = route.useParams();
  const { catalog, apiUrl, access } = useSession();
  const [round, setRound] = useState(0);
  const read = useCallback(
    (etag: string | null, signal: AbortSignal) => readSubmission(catalog, submissionId, etag, signal),
    [catalog, submissionId],
  );
  const { state, asOf, error } = useFollowed(submissionId, read, round);
  const again = (): void => setRound((count) => count + 1);
  const ended = state !== undefined && isTerminal(state.status);
  return (
    <Page
      title="Submission"
      aside={
        <>
          {asOf !== undefined && <AsOf time={asOf} />}
          <CopyButton
            label="Copy as curl"
            text={toCurl(`${apiUrl}/submissions/${submissionId}`, access.token !== undefined)}
          />
        </>
      }
    >
      <div className="stack" key={submissionId}>
        {error !== undefined && <ProblemNotice error={error} onRetry={again} />}
        {state === undefined && error === undefined && <Loading what="the submission" />}
        {state !== undefined && (
          <>
            <section className="card stack" aria-label="Outcomes">
              <div className="card-header">
                <StatusBadge status={state.status} />
                <code>{submissionId}</code>
              </div>
              <div className="large-bar">
                <OutcomeBar counts={state.counts} />
              </div>
              <div role="status">
                <OutcomeCountsList counts={state.counts} />
              </div>
              <div className="grid">
                <Facts submission={state} />
                <Timeline submission={state} />
              </div>
              {state.reportReady && <Downloads submissionId={submissionId} />}
              <div className="buttons">
                <RetryButton submission={state} />
                {!ended && (
                  <CancelButton
                    label="Cancel"
                    title="Cancel this submission?"
                    action="Cancel it"
                    text="What is saved stays. What is not saved yet will not be."
                    cancel={() => catalog.cancelSubmission(submissionId)}
                    onCancelled={again}
                  />
                )}
              </div>
            </section>
            <Issues submission={state} />
            <Items submission={state} />
          </>
        )}
      </div>
    </Page>
  );
}
