import type { Import } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../../formats/numbers.ts';
import { formatTime } from '../../formats/times.ts';

const CANCELLED = 'It is being cancelled. The rows that wait end as cancelled; what is saved already stays.';

/** Says in words how far an import is, and where to go on; `isCancelled` while it is being cancelled. */
export function WhatHappens({ found, isCancelled }: { found: Import; isCancelled: boolean }) {
  const { status, importId } = found;
  return (
    <div role="status">
      {status === 'uploading' ? (
        <p>
          Its file is being uploaded.{' '}
          <Link to="/import" search={{ id: importId }}>
            Go on with the upload
          </Link>
        </p>
      ) : (
        <p>{isCancelled ? CANCELLED : describe(found)}</p>
      )}
    </div>
  );
}

function describe({ status, dryRun, counts, deadlineAt }: Import): string {
  const { total, saved, superseded, failed, rejected, pending, valid } = counts;
  const refused = failed + rejected;
  switch (status) {
    case 'queued':
      return 'It waits for its turn. You can close this page, and the import goes on.';
    case 'processing':
      return dryRun
        ? 'Its rows are being read. Nothing is changed.'
        : 'Its rows are being read and saved. You can close this page, and the import goes on. A row that can only update a product waits two minutes for one that doesn’t exist.';
    case 'overdue':
      return `${formatCount(pending)} should have been saved by ${formatTime(deadlineAt)}. Tell whoever runs the catalog.`;
    case 'cancelled':
      return 'It was cancelled. What was saved before stays.';
    default:
      return dryRun
        ? `Nothing was changed: ${ofAll(valid + superseded, total)} fit to be imported, ${formatCount(refused)} would be refused.`
        : `${ofAll(saved, total)} saved${refused > 0 ? `, ${formatCount(refused)} not` : ''}${superseded > 0 ? `, ${formatCount(superseded)} replaced by something newer` : ''}.`;
  }
}

/** Counts products: `All 12 products are`, `3 of 12 products are`. */
function ofAll(count: number, total: number): string {
  const all = formatCount(total);
  const products = total === 1 ? 'product is' : 'products are';
  return count === total && total > 1
    ? `All ${all} ${products}`
    : `${formatCount(count)} of ${all} ${products}`;
}
