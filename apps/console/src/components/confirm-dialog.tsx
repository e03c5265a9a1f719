import { type ReactNode, useEffect, useRef } from 'react';
import { focusMain } from './focus-main.ts';

interface ConfirmDialogProps {
  readonly title: ReactNode;
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
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => giveFocusBack(opener);
  }, []);
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

/** Focuses what asked, or the content where that is gone: a dialog that is removed while it is open leaves no focus. */
function giveFocusBack(opener: Element | null): void {
  if (document.activeElement === document.body && opener instanceof HTMLElement) {
    opener.focus();
  }
  if (document.activeElement === document.body) {
    focusMain();
  }
}
