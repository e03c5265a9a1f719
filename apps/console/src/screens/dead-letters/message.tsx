import { useState } from 'react';
import { printMessage } from '../../core/print-message.ts';

/** Shows the message of a dead letter to whoever opens it: all of a list together can be megabytes. */
export function Message({ body, originalId }: { body: string; originalId: string | undefined }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Show the message</summary>
      {open && <pre tabIndex={0}>{printMessage(body)}</pre>}
      {originalId !== undefined && (
        <p className="muted">
          Original id: <code>{originalId}</code>
        </p>
      )}
    </details>
  );
}
