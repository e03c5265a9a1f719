import type { Import } from '@async-catalog/client';
import { explainError } from '../../../components/problem-notice.tsx';
import { formatBytes, formatPercent } from '../../../formats/numbers.ts';
import { useSession } from '../../../session/session.ts';
import { CancelUpload } from './cancel-upload.tsx';
import { FailedUpload } from './failed-upload.tsx';
import { beginUpload, fileOf } from './uploads.ts';
import type { UploadState } from './upload-task.ts';

interface UploadProgressProps {
  readonly found: Import;
  readonly upload: UploadState;
  readonly onCancelled: () => void;
}

/** Shows how far this tab's upload is, and whether it waits for the network. */
export function UploadProgress({ found, upload, onCancelled }: UploadProgressProps) {
  const { catalog } = useSession();
  const { importId, fileName, size, dryRun } = found;
  if (upload.phase === 'failed') {
    const file = fileOf(importId);
    const again = async (): Promise<void> => {
      if (file !== undefined) {
        beginUpload(catalog, await catalog.getImport(importId), file);
      }
    };
    return <FailedUpload found={found} error={upload.error} onRetry={again} onCancelled={onCancelled} />;
  }
  return (
    <section className="card" aria-labelledby="upload-title">
      <h2 id="upload-title">
        {upload.phase === 'sending'
          ? `Uploading ${fileName}`
          : `Starting ${dryRun ? 'the preview' : 'the import'}`}
      </h2>
      <progress className="progress" max={size} value={upload.sent} aria-label={`Upload of ${fileName}`} />
      <p>
        {formatBytes(upload.sent)} of {formatBytes(size)} ({formatPercent(upload.sent, size)}) are there.
        {upload.phase === 'sending' && ' They count in parts of 8 MiB, once a part has arrived.'}
      </p>
      <div role="status">
        {upload.waiting !== undefined && (
          <p>
            <strong>{explainError(upload.waiting).title}.</strong> The upload goes on by itself. What was sent
            is kept.
          </p>
        )}
      </div>
      <p className="muted">
        You can look at other screens meanwhile. If this tab is closed or loaded again, choose the same file
        once more: what was sent isn’t sent again.
      </p>
      <CancelUpload found={found} onCancelled={onCancelled} />
    </section>
  );
}
