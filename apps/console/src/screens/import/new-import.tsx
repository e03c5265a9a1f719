import { useState } from 'react';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { CreateButtons } from './create-buttons.tsx';
import { FileStep } from './file/file-step.tsx';
import { UnreadableFile } from './file/unreadable-file.tsx';
import { type Opened, useChosenFile } from './file/use-chosen-file.ts';
import { MappingStep } from './mapping/mapping-step.tsx';
import { Steps } from './steps.tsx';
import { useDroppedFile } from './file/use-dropped-file.ts';
import { useCreateImport } from './use-create-import.ts';

interface NewImportProps {
  readonly opened: Opened | undefined;
  readonly setOpened: (opened: Opened | undefined) => void;
  readonly wasCancelled: boolean;
  readonly onCreated: (importId: string) => void;
}

/** Asks for a file and for what its columns are, then creates the import. */
export function NewImport({ opened, setOpened, wasCancelled, onCreated }: NewImportProps) {
  const chosen = useChosenFile(opened, setOpened);
  const { choose } = chosen;
  const [tooMany, setTooMany] = useState(false);
  const takeFiles = (files: readonly File[]): void => {
    setTooMany(files.length > 1);
    if (files.length === 1) {
      choose(files[0] as File);
    }
  };
  const over = useDroppedFile(takeFiles);
  const create = useCreateImport(onCreated);
  const { draft, file, asked } = opened ?? {};
  return (
    <div className="stack import">
      <Steps now={draft === undefined ? 'File' : 'Columns'} />
      {wasCancelled && (
        <p role="status" className="notice">
          The upload is cancelled. Nothing was changed in the catalog.
        </p>
      )}
      {tooMany && (
        <p role="alert" className="notice notice-warning">
          Drop one file at a time.
        </p>
      )}
      {opened?.error !== undefined && (
        <UnreadableFile
          file={opened.file}
          error={opened.error}
          asked={opened.asked}
          onFormat={chosen.setFormat}
        />
      )}
      {draft === undefined || file === undefined || asked === undefined ? (
        <FileStep over={over} failed={opened?.error !== undefined} onFile={choose} />
      ) : (
        <>
          <MappingStep
            file={file}
            draft={draft}
            asked={asked}
            onDraft={chosen.setDraft}
            onFormat={chosen.setFormat}
            onFile={choose}
          />
          {create.error !== null && <ProblemNotice error={create.error} />}
          <CreateButtons
            draft={draft}
            busy={create.isPending}
            onCreate={(preview) =>
              create.mutate({ file, mapping: draft.mapping, format: draft.sniffed.format, preview })
            }
          />
        </>
      )}
    </div>
  );
}
