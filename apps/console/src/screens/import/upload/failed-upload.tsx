import type { Import } from '@async-catalog/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { CancelUpload } from './cancel-upload.tsx';

interface FailedUploadProps {
  readonly found: Import;
  readonly error: unknown;
  readonly onRetry: () => Promise<void>;
  readonly onCancelled: () => void;
}

/** Says why an upload stopped, and how to go on. */
export function FailedUpload({ found, error, onRetry, onCancelled }: FailedUploadProps) {
  const [retryError, setRetryError] = useState<unknown>();
  const retry = (): void => void onRetry().catch(setRetryError);
  const isChanged = error instanceof DOMException && /^Not(?:Readable|Found)Error$/.test(error.name);
  return (
    <section className="card" aria-labelledby="upload-title">
      <h2 id="upload-title">The upload stopped</h2>
      {isChanged ? (
        <div className="notice notice-error" role="alert">
          <div>
            <strong>
              <bdi>{found.fileName}</bdi> was changed or removed while it was sent
            </strong>
            <p>Cancel this upload, and choose the file again.</p>
          </div>
        </div>
      ) : (
        <ProblemNotice error={retryError ?? error} onRetry={retry} />
      )}
      <p>
        <Link to="/import">Back to the columns</Link>
      </p>
      <CancelUpload found={found} onCancelled={onCancelled} />
    </section>
  );
}
