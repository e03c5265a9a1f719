import { type ReactNode, useEffect, useRef } from 'react';

interface ConfirmDialogProps {
  readonly title: string;
  /** Verb of the button that does it. */
  readonly action: string;
  readonly dangerous?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done. Escape and the first button do nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, action, dangerous = false, busy = false, onConfirm, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="confirm-title" onClose={onClose}>
      <h2 id="confirm-title">{title}</h2>
      {children}
      <div className="buttons">
        <button type="button" onClick={() => dialog.current?.close()}>
          Not now
        </button>
        <button
          type="button"
          className={dangerous ? 'danger' : 'primary'}
          disabled={busy}
          onClick={onConfirm}
        >
          {action}
        </button>
      </div>
    </dialog>
  );
}
