import { useRef } from 'react';
import type { ImportDraft } from '../../../core/import-draft.ts';
import { factsOf, otherFile } from '../../../core/same-file.ts';
import { type AskedFormat, forgetChoice, keepChoice, keptChoice } from './kept-choice.ts';
import { openFile } from './open-file.ts';

/** A file that was chosen, and what is to be made of it. */
export interface Opened {
  readonly file: File;
  readonly asked: AskedFormat;
  readonly draft?: ImportDraft;
  /** Why it can't be read. */
  readonly error?: unknown;
}

export interface ChosenFile {
  readonly choose: (file: File) => void;
  readonly setFormat: (asked: AskedFormat) => void;
  readonly setDraft: (draft: ImportDraft) => void;
}

/** Opens files that are chosen, changes what is to be made of them, and keeps that over a reload. */
export function useChosenFile(
  opened: Opened | undefined,
  setOpened: (opened: Opened | undefined) => void,
): ChosenFile {
  const latest = useRef(0);

  async function open(file: File, asked: AskedFormat): Promise<void> {
    latest.current += 1;
    const turn = latest.current;
    const kept = keptChoice();
    const isKept = kept !== undefined && otherFile(kept.file, file) === undefined;
    const format = isKept ? { ...kept.format, ...asked } : asked;
    const result = await openFile(file, format, isKept ? kept.mapping : undefined).then(
      (draft) => ({ draft }),
      (error: unknown) => ({ error }),
    );
    if (latest.current !== turn) {
      return;
    }
    setOpened({ file, asked: format, ...result });
    if ('draft' in result) {
      keepChoice({ file: factsOf(file), mapping: result.draft.mapping, format });
    }
  }

  return {
    choose: (file) => void open(file, {}),
    setFormat(asked) {
      if (opened !== undefined) {
        // Other columns may come of it, so they are guessed anew.
        forgetChoice();
        void open(opened.file, asked);
      }
    },
    setDraft(draft) {
      if (opened !== undefined) {
        setOpened({ ...opened, draft });
        keepChoice({ file: factsOf(opened.file), mapping: draft.mapping, format: opened.asked });
      }
    },
  };
}
