import { Navigate } from '@tanstack/react-router';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { readImport } from '../../live/read-followed.ts';
import { useFollowed } from '../../live/use-followed.ts';
import { useSession } from '../../session/session.ts';
import { PreviewStep } from './preview/preview-step.tsx';
import { Steps } from './steps.tsx';
import { ResumeUpload } from './upload/resume-upload.tsx';
import { UploadProgress } from './upload/upload-progress.tsx';
import { useUpload } from './upload/uploads.ts';

interface OpenImportProps {
  readonly id: string;
  readonly onCancelled: () => void;
  /** Called once the file itself, and not only a preview of it, is uploaded. */
  readonly onImported: () => void;
}

/** Goes on with an import that exists: its upload, then its preview, or its own screen. */
export function OpenImport({ id, onCancelled, onImported }: OpenImportProps) {
  const { catalog } = useSession();
  const [round, setRound] = useState(0);
  const upload = useUpload(id);
  const read = useCallback(
    (etag: string | null, signal: AbortSignal) => readImport(catalog, id, etag, signal),
    [catalog, id],
  );
  // Anew once it is started, so that nobody waits for the next look at it.
  const { state, error, asOf } = useFollowed(id, read, round + (upload?.phase === 'started' ? 1 : 0));
  const isImported = state !== undefined && !state.dryRun && state.status !== 'uploading';
  const forget = useEffectEvent(onImported);
  useEffect(() => {
    if (isImported) {
      forget();
    }
  }, [isImported]);
  if (isImported) {
    return <Navigate to="/imports/$importId" params={{ importId: id }} replace />;
  }
  return (
    <div className="stack import">
      <Steps now={state === undefined || state.dryRun ? 'Preview' : 'Import'} />
      {error !== undefined && <ProblemNotice error={error} />}
      {state === undefined && error === undefined && <Loading what="the import" />}
      {state?.status === 'uploading' &&
        (upload === undefined || upload.phase === 'stopped' ? (
          <ResumeUpload found={state} onCancelled={onCancelled} />
        ) : (
          <UploadProgress found={state} upload={upload} onCancelled={onCancelled} />
        ))}
      {state !== undefined && state.status !== 'uploading' && (
        <PreviewStep found={state} asOf={asOf} onCancelled={() => setRound(round + 1)} />
      )}
    </div>
  );
}
