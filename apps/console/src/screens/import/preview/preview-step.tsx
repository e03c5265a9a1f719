import type { Import } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { AsOf } from '../../../components/as-of.tsx';
import { Loading } from '../../../components/loading.tsx';
import { OutcomeBar } from '../../../components/outcome-bar.tsx';
import { isBeingRead } from '../../../core/is-being-read.ts';
import { formatCount } from '../../../formats/numbers.ts';
import { isTerminal } from '../../../formats/statuses.ts';
import { CancelImport } from '../../one-import/cancel-import.tsx';
import { ChangeCounts } from '../../one-import/change-counts.tsx';
import { FailureNotice } from '../../one-import/failure-notice.tsx';
import { IssueGroups } from '../../one-import/issue-groups.tsx';
import { PriceChanges } from './price-changes.tsx';
import { StartAfterPreview } from './start-after-preview.tsx';

interface PreviewStepProps {
  readonly found: Import;
  readonly asOf: number | undefined;
  readonly onCancelled: () => void;
}

/** Shows what an import would change, while it is found out and afterwards. */
export function PreviewStep({ found, asOf, onCancelled }: PreviewStepProps) {
  const { status, counts, rows, reportReady, importId, fileName, failure, completedAt } = found;
  const isDone = isTerminal(status) && reportReady;
  const isWhole = isDone && failure === undefined && status !== 'cancelled';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [isDone]);
  return (
    <>
      <section className="card outcomes" aria-labelledby="preview-title">
        <div className="card-header">
          <h2 id="preview-title" ref={heading} tabIndex={-1}>
            {titleOf(found, isDone)}
          </h2>
          {asOf !== undefined && <AsOf time={completedAt ?? asOf} />}
        </div>
        {!isDone && counts.total === 0 && <Loading what={`the rows of ${fileName}`} />}
        {!isDone && counts.total > 0 && (
          <OutcomeBar counts={counts} label="Rows looked at" isOpenEnded={isBeingRead(found)} />
        )}
        <p role="status">
          {isWhole && 'All '}
          {formatCount(rows.read)} {rows.read === 1 ? 'row is' : 'rows are'} read
          {rows.skipped > 0 &&
            `, ${formatCount(rows.skipped)} of them without a product of ${rows.skipped === 1 ? 'its' : 'their'} own`}
          . Nothing is changed.
        </p>
        {(isDone || counts.total > 0) && <ChangeCounts found={found} />}
        {!isTerminal(status) && <CancelImport id={importId} onCancelled={onCancelled} />}
      </section>
      {failure !== undefined && <FailureNotice failure={failure} fileName={fileName} />}
      {isWhole && <StartAfterPreview found={found} />}
      {isDone && (
        <>
          <IssueGroups id={importId} title="What would be refused" empty="Nothing would be refused." />
          {found.changes.updated > 0 && <PriceChanges id={importId} />}
          <p>
            <Link to="/imports/$importId" params={{ importId }}>
              All about this preview, and its report
            </Link>
          </p>
        </>
      )}
      {isTerminal(status) && !isWhole && (
        <p>
          <Link to="/import">Back to the columns</Link>
        </p>
      )}
    </>
  );
}

function titleOf({ status, fileName }: Import, isDone: boolean): ReactNode {
  const name = <bdi>{fileName}</bdi>;
  if (status === 'cancelled') {
    return <>The preview of {name} was cancelled</>;
  }
  return isDone ? <>What {name} would change</> : <>Reading {name}</>;
}
