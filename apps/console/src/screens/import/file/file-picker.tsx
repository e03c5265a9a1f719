import { type ReactNode, useRef } from 'react';

interface FilePickerProps {
  readonly onFile: (file: File) => void;
  readonly primary?: boolean;
  readonly children: ReactNode;
}

/** A button that lets somebody choose a file. */
export function FilePicker({ onFile, primary = true, children }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={primary ? 'primary' : ''} onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file can be chosen again, after it was corrected.
          target.value = '';
          if (file !== undefined) {
            onFile(file);
          }
        }}
      />
    </>
  );
}
