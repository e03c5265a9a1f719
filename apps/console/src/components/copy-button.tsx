import { useState } from 'react';
import { Icon } from './icon.tsx';

/** Copies a text, and says so; where the browser doesn't allow it, shows the text to copy by hand. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  return (
    <>
      <button type="button" onClick={copy}>
        <Icon name={state === 'copied' ? 'check' : 'copy'} /> {state === 'copied' ? 'Copied' : label}
      </button>
      <span className="sr-only" role="status">
        {state === 'copied' && 'Copied'}
      </span>
      {state === 'refused' && <code>{text}</code>}
    </>
  );
}
