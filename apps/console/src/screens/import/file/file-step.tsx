import { Icon } from '../../../components/icon.tsx';
import { FilePicker } from './file-picker.tsx';
import { keptChoice } from './kept-choice.ts';

interface FileStepProps {
  /** Whether a file is held over the page. */
  readonly over: boolean;
  readonly failed: boolean;
  readonly onFile: (file: File) => void;
}

/** Asks for a file. */
export function FileStep({ over, failed, onFile }: FileStepProps) {
  const kept = keptChoice();
  return (
    <section className={over ? 'drop drop-over' : 'drop'} aria-labelledby="drop-title">
      <Icon name="import" />
      <h2 id="drop-title">{over ? 'Let go to read it' : 'Drop a file here'}</h2>
      <p className="muted">CSV, TSV or NDJSON, also packed with gzip, up to 5 GiB and 1,000,000 rows</p>
      <FilePicker onFile={onFile}>{failed ? 'Choose another file' : 'Choose a file'}</FilePicker>
      <p className="muted">It is read here first. Nothing is sent before you say so.</p>
      {kept !== undefined && !failed && (
        <p role="status">
          A browser can’t keep a file when the page is loaded again. Choose <strong>{kept.file.name}</strong>{' '}
          again: what you said of its columns is kept.
        </p>
      )}
    </section>
  );
}
