import { CatalogProblemError, type Import } from '@async-catalog/client';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useSession } from '../../../session/session.ts';
import { stopUpload } from './uploads.ts';

/** Ends an upload. Nothing of its file was read, so nothing has to be asked. */
export function CancelUpload({ found, onCancelled }: { found: Import; onCancelled: () => void }) {
  const { catalog } = useSession();
  const navigate = useNavigate();
  const cancel = useMutation({
    async mutationFn() {
      try {
        await catalog.cancelImport(found.importId);
      } catch (error) {
        // It has ended already.
        if (!(error instanceof CatalogProblemError && error.code === 'IMPORT_ENDED')) {
          throw error;
        }
      }
    },
    async onSuccess() {
      stopUpload(found.importId);
      onCancelled();
      await navigate({ to: '/import', search: {} });
    },
  });
  return (
    <>
      {cancel.error !== null && <ProblemNotice error={cancel.error} onRetry={() => cancel.mutate()} />}
      <div className="buttons">
        <button type="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel the upload
        </button>
      </div>
    </>
  );
}
