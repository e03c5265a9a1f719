import type { Import } from '@async-catalog/client';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { otherFile } from '../../../core/same-file.ts';
import { FilePicker } from '../file/file-picker.tsx';
import { keptChoice } from '../file/kept-choice.ts';
import { useDroppedFile } from '../file/use-dropped-file.ts';
import { fileOf } from '../upload/uploads.ts';
import { useCreateImport } from '../use-create-import.ts';

/** Starts the import that was previewed, with the same file and columns. */
export function StartAfterPreview({ found }: { found: Import }) {
  const navigate = useNavigate();
  const create = useCreateImport((id) => void navigate({ to: '/import', search: { id } }));
  const [problem, setProblem] = useState<string>();
  const { importId, fileName, size, mapping, format } = found;
  const file = fileOf(importId);
  const kept = keptChoice();
  const expected = kept?.importId === importId ? kept.file : { name: fileName, size };
  const start = (chosen: File): void => {
    const other = otherFile(expected, chosen);
    setProblem(other);
    if (other === undefined && mapping !== undefined && format !== undefined) {
      create.mutate({ file: chosen, mapping, format, preview: false });
    }
  };
  useDroppedFile(([first]) => first !== undefined && start(first));
  return (
    <section aria-label="Start">
      {create.error !== null && <ProblemNotice error={create.error} />}
      {problem !== undefined && (
        <p role="alert" className="field-error">
          {problem}
        </p>
      )}
      {file === undefined && (
        <p>
          A browser can’t keep a file when a page is loaded again: choose <strong>{fileName}</strong> once
          more to import it.
        </p>
      )}
      <div className="buttons">
        {file === undefined ? (
          <FilePicker onFile={start}>
            Choose <bdi>{fileName}</bdi> and start the import
          </FilePicker>
        ) : (
          <button type="button" className="primary" disabled={create.isPending} onClick={() => start(file)}>
            Start the import
          </button>
        )}
        <Link to="/import" className="button">
          Back to the columns
        </Link>
      </div>
    </section>
  );
}
