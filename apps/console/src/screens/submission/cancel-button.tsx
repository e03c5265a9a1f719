import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useSession } from '../../session/session.ts';

/** Cancels a submission, after a question. A repeat answers the same. */
export function CancelButton({
  submissionId,
  onCancelled,
}: {
  submissionId: string;
  onCancelled: () => void;
}) {
  const { catalog } = useSession();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation({
    mutationFn: () => catalog.cancelSubmission(submissionId),
    onSuccess: onCancelled,
    onSettled: () => setAsking(false),
  });
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Cancel
      </button>
      {cancel.isError && <ProblemNotice error={cancel.error} onRetry={() => cancel.mutate()} />}
      {asking && (
        <ConfirmDialog
          title="Cancel this submission?"
          action="Cancel it"
          dangerous
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>What is saved stays. What is not saved yet will not be.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
