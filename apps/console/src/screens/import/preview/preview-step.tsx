import type { Import } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { AsOf } from '../../../components/as-of.tsx';
import { OutcomeBar } from '../../../components/outcome-bar.tsx';
import { formatCount } from '../../../formats/numbers.ts';
import { isTerminal } from '../../../formats/statuses.ts';
import { ChangeCounts } from '../../one-import/change-counts.tsx';
import { FailureNotice } from '../../one-import/failure-notice.tsx';
import { IssueGroups } from '../../one-import/issue-groups.tsx';
import { PriceChanges } from './price-changes.tsx';
import { StartAfterPreview } from './start-after-preview.tsx';

/** Shows what an import would change, while it is found out and afterwards. */
export function PreviewStep({ found, asOf }: { found: Import; asOf: number | undefined }) {
  const { status, counts, rows, reportReady, importId, fileName, failure } = found;
  const isDone = isTerminal(status) && reportReady;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [isDone]);
  return (
    <>
      <section className="card" aria-labelledby="preview-title">
        <div className="card-header">
          <h2 id="preview-title" ref={heading} tabIndex={-1}>
            {isDone ? `What ${fileName} would change` : `Reading ${fileName}`}
          </h2>
          {asOf !== undefined && <AsOf time={asOf} />}
        </div>
        {!isDone && <OutcomeBar counts={counts} label="Rows looked at" />}
        <p role="status">
          {isDone ? 'All' : ''} {formatCount(rows.read)} {rows.read === 1 ? 'row is' : 'rows are'} read.{' '}
          {isDone ? 'Nothing is changed yet.' : 'Nothing is changed.'}
        </p>
        <ChangeCounts found={found} />
      </section>
      {failure !== undefined && <FailureNotice failure={failure} fileName={fileName} />}
      {isDone && (
        <>
          {failure === undefined && <StartAfterPreview found={found} />}
          <IssueGroups id={importId} title="What would be refused" empty="Nothing would be refused." />
          {found.changes.updated > 0 && <PriceChanges id={importId} />}
          <p>
            <Link to="/imports/$importId" params={{ importId }}>
              All about this preview, and its report
            </Link>
          </p>
        </>
      )}
      {failure !== undefined && (
        <p>
          <Link to="/import">Back to the columns</Link>
        </p>
      )}
    </>
  );
}
