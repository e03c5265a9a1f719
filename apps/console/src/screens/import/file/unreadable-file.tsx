import { FileError } from '@async-catalog/import-mapping';
import { useEffect, useRef } from 'react';
import { Icon } from '../../../components/icon.tsx';
import { formatCount } from '../../../formats/numbers.ts';
import type { AskedFormat } from './kept-choice.ts';

interface UnreadableFileProps {
  readonly file: File;
  readonly error: unknown;
  readonly asked: AskedFormat;
  readonly onFormat: (asked: AskedFormat) => void;
}

/** Says why a file can't be read, where, and what to do. */
export function UnreadableFile({ file, error, asked, onFormat }: UnreadableFileProps) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), [error]);
  return (
    <div ref={notice} tabIndex={-1} className="notice notice-error" role="alert">
      <Icon name="warning" />
      <div>
        <strong>
          <bdi>{file.name}</bdi> can’t be read
        </strong>
        <p>{explain(error)}</p>
        {error instanceof FileError && error.line !== undefined && (
          <p>Where: {placeText(error.line, error.column)}</p>
        )}
        {Object.keys(asked).length > 0 && (
          <button type="button" onClick={() => onFormat({})}>
            Read it as it was found
          </button>
        )}
      </div>
    </div>
  );
}

function explain(error: unknown): string {
  if (error instanceof FileError) {
    return `${error.detail}.`;
  }
  return error instanceof DOMException
    ? 'The browser may not read it. It may have been moved, removed, or be a folder. Choose it again.'
    : String(error);
}

/** Names a place in a file: `line 3, column 2`. */
export function placeText(line: number, column?: number): string {
  return `line ${formatCount(line)}${column === undefined ? '' : `, column ${formatCount(column)}`}`;
}
