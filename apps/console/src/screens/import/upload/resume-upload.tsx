import type { Import } from '@async-catalog/client';
import { useState } from 'react';
import { otherFile } from '../../../core/same-file.ts';
import { receivedBytes } from '../../../core/upload-plan.ts';
import { formatBytes } from '../../../formats/numbers.ts';
import { formatTime } from '../../../formats/times.ts';
import { useSession } from '../../../session/session.ts';
import { FilePicker } from '../file/file-picker.tsx';
import { keptChoice } from '../file/kept-choice.ts';
import { useDroppedFile } from '../file/use-dropped-file.ts';
import { CancelUpload } from './cancel-upload.tsx';
import { beginUpload } from './uploads.ts';

/** Asks for the file of an upload that this tab doesn't have, and goes on with it. */
export function ResumeUpload({ found, onCancelled }: { found: Import; onCancelled: () => void }) {
  const { catalog } = useSession();
  const [problem, setProblem] = useState<string>();
  const { importId, fileName, size, upload, deadlineAt } = found;
  const kept = keptChoice();
  const expected = kept?.importId === importId ? kept.file : { name: fileName, size };
  const take = (file: File): void => {
    const other = otherFile(expected, file);
    setProblem(other);
    if (other === undefined) {
      beginUpload(catalog, found, file);
    }
  };
  useDroppedFile((files) => files[0] !== undefined && take(files[0]));
  const received = upload === undefined ? 0 : receivedBytes(upload, size);
  return (
    <section className="card" aria-labelledby="resume-title">
      <h2 id="resume-title">
        The upload of <bdi>{fileName}</bdi> isn’t finished
      </h2>
      <progress className="progress" max={size} value={received} aria-label={`Upload of ${fileName}`} />
      <p>
        {formatBytes(received)} of {formatBytes(size)} are there, and aren’t sent again. The rest is awaited
        until {formatTime(deadlineAt)}.
      </p>
      <p>
        A browser can’t keep a file when a page is loaded again. Choose <strong>{fileName}</strong> once more,
        and the upload goes on. If another tab is uploading it, this page follows that.
      </p>
      {problem !== undefined && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      <div className="buttons">
        <FilePicker onFile={take}>
          Choose <bdi>{fileName}</bdi> again
        </FilePicker>
      </div>
      <CancelUpload found={found} onCancelled={onCancelled} />
    </section>
  );
}
