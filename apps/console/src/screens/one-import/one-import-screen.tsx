import './one-import.css';
import { useParams } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Loading } from '../../components/loading.tsx';
import { NeedsScope } from '../../components/needs-scope.tsx';
import { OutcomeBar, OutcomeCountsList } from '../../components/outcome-bar.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { isBeingRead } from '../../core/is-being-read.ts';
import { toCurl } from '../../core/to-curl.ts';
import { isTerminal } from '../../formats/statuses.ts';
import { readImport } from '../../live/read-followed.ts';
import { useFollowed } from '../../live/use-followed.ts';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { CancelImport } from './cancel-import.tsx';
import { ChangeCounts } from './change-counts.tsx';
import { Downloads } from './downloads.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { ImportFacts } from './import-facts.tsx';
import { IssueGroups } from './issue-groups.tsx';
import { MappingFacts } from './mapping-facts.tsx';
import { WhatHappens } from './what-happens.tsx';

/** Follows one import to its end, and shows what became of it. */
export function OneImportScreen() {
  return (
    <NeedsScope scope="catalog:read">
      <FollowedImport />
    </NeedsScope>
  );
}

function FollowedImport() {
  const { importId } = useParams({ from: '/imports/$importId' });
  const { catalog, access, apiUrl } = useSession();
  const [round, setRound] = useState(0);
  const [cancelledId, setCancelledId] = useState<string>();
  const read = useCallback(
    (etag: string | null, signal: AbortSignal) => readImport(catalog, importId, etag, signal),
    [catalog, importId],
  );
  const { state, asOf, error } = useFollowed(importId, read, round);
  if (state === undefined) {
    return (
      <Page title="Import">
        {error === undefined ? <Loading what="the import" /> : <ProblemNotice error={error} />}
      </Page>
    );
  }
  const isDone = isTerminal(state.status) && state.reportReady;
  // Of an import that this page didn't cancel, its counts say it.
  const isCancelled = cancelledId === importId || state.counts.cancelled > 0;
  const isOpen = !isTerminal(state.status);
  const canCancel = isOpen && state.counts.cancelled === 0 && allows(access, 'catalog:write');
  return (
    <Page
      title={state.fileName}
      aside={
        <>
          <CopyButton
            label="Copy as curl"
            text={toCurl(`${apiUrl}/imports/${importId}`, access.token !== undefined)}
          />
          {canCancel && (
            <CancelImport
              key={importId}
              id={importId}
              onCancelled={() => {
                setCancelledId(importId);
                setRound(round + 1);
              }}
            />
          )}
        </>
      }
    >
      <div className="stack">
        {error !== undefined && <ProblemNotice error={error} />}
        <section className="card outcomes" aria-labelledby="outcomes-title">
          <div className="card-header">
            <h2 id="outcomes-title">
              {state.dryRun ? 'Preview' : 'Import'} <StatusBadge status={state.status} />
            </h2>
            {asOf !== undefined && <AsOf time={asOf} />}
          </div>
          <OutcomeBar counts={state.counts} isOpenEnded={isBeingRead(state)} />
          <OutcomeCountsList counts={state.counts} />
          <WhatHappens found={state} isCancelled={isOpen && isCancelled} />
          {(isDone || state.counts.total > 0) && <ChangeCounts found={state} />}
        </section>
        {state.failure !== undefined && <FailureNotice failure={state.failure} fileName={state.fileName} />}
        {isDone && <Downloads found={state} />}
        {isDone && (
          <IssueGroups
            id={importId}
            title={state.dryRun ? 'What would be refused' : 'What wasn’t saved, and why'}
          />
        )}
        <ImportFacts found={state} />
        <MappingFacts found={state} />
      </div>
    </Page>
  );
}
