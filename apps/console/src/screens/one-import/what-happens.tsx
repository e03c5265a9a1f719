import type { Import } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { formatCount } from '../../formats/numbers.ts';
import { formatTime } from '../../formats/times.ts';

/** Says in words how far an import is, and where to go on. */
export function WhatHappens({ found }: { found: Import }) {
  const { status, importId, dryRun, counts, deadlineAt } = found;
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
        <p>{describe(status, dryRun, counts, deadlineAt)}</p>
      )}
    </div>
  );
}

function describe(
  status: Exclude<Import['status'], 'uploading'>,
  dryRun: boolean,
  { saved, superseded, failed, rejected, total, pending, valid }: Import['counts'],
  deadlineAt: string,
): string {
  const refused = formatCount(failed + rejected);
  switch (status) {
    case 'queued':
      return 'It waits for its turn. This page follows it; you can close it, and the import goes on.';
    case 'processing':
      return 'Its rows are being read and saved. You can close this page, and the import goes on. A row whose product doesn’t exist and can’t be made of it waits two minutes before it fails.';
    case 'overdue':
      return `${formatCount(pending)} rows should have been saved by ${formatTime(deadlineAt)}. Tell whoever runs the catalog.`;
    case 'cancelled':
      return 'It was cancelled. What was saved before stays.';
    case 'failed':
      return dryRun
        ? 'The file couldn’t be read to its end.'
        : `${formatCount(saved)} of ${formatCount(total)} rows were saved.`;
    default:
      return dryRun
        ? `Nothing was changed: ${formatCount(valid + superseded)} of ${formatCount(total)} rows can be imported, ${refused} would be refused.`
        : `${formatCount(saved)} of ${formatCount(total)} rows are saved, ${refused} aren’t.`;
  }
}
