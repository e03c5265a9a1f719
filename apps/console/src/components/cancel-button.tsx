import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';

interface CancelButtonProps {
  readonly label: string;
  readonly title: string;
  /** Verb of the button that does it. */
  readonly action: string;
  /** Sentence that says what is lost, and what stays. */
  readonly text: string;
  readonly cancel: () => Promise<unknown>;
  readonly onCancelled: () => void;
}

/** Cancels a submission or an import, after asking. It ends a little later, once nothing of it is under way. */
export function CancelButton({ label, title, action, text, cancel, onCancelled }: CancelButtonProps) {
  const [asking, setAsking] = useState(false);
  const request = useMutation({
    mutationFn: cancel,
    onSuccess() {
      setAsking(false);
      onCancelled();
    },
  });
  if (request.isSuccess) {
    return (
      <p className="muted" role="status">
        Being cancelled…
      </p>
    );
  }
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        {label}
      </button>
      {asking && (
        <ConfirmDialog
          title={title}
          action={action}
          dangerous
          busy={request.isPending}
          onConfirm={() => request.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{text}</p>
          {request.error !== null && <ProblemNotice error={request.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
