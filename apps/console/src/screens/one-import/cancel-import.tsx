import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSession } from '../../session/session.ts';

/** Cancels an import, after asking. It ends a little later, once nothing of it is under way. */
export function CancelImport({ id, onCancelled }: { id: string; onCancelled: () => void }) {
  const { catalog } = useSession();
  const [asked, setAsked] = useState(false);
  const cancel = useMutation({
    mutationFn: () => catalog.cancelImport(id),
    onSuccess() {
      setAsked(false);
      onCancelled();
    },
  });
  if (cancel.isSuccess) {
    return (
      <p className="muted" role="status">
        Being cancelled…
      </p>
    );
  }
  return (
    <>
      <button type="button" onClick={() => setAsked(true)}>
        Cancel the import
      </button>
      {asked && (
        <ConfirmDialog
          title="Cancel this import?"
          action="Cancel the import"
          dangerous
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate()}
          onClose={() => setAsked(false)}
        >
          <p>No more rows are read, and those that wait end as cancelled. What is saved already stays.</p>
          {cancel.error !== null && <ProblemNotice error={cancel.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
