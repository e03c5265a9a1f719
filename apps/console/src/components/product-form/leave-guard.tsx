import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../confirm-dialog.tsx';

/** Asks before unsaved edits are left: within the console, and by the browser before the page is closed. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => unsaved,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  return blocker.status === 'blocked' ? (
    <ConfirmDialog
      title="Leave without saving?"
      action="Leave"
      dangerous
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <p>What you typed is not saved, and would be lost.</p>
    </ConfirmDialog>
  ) : null;
}
