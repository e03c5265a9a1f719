import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSession } from '../../session/session.ts';

/** Cancels an import, after asking. */
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
