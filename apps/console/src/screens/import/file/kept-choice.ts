import type { Mapping } from '../../../core/import-draft.ts';
import type { FileFacts } from '../../../core/same-file.ts';

/** Choices for a file that this tab keeps over a reload. It can’t keep the file itself. */
export interface KeptChoice {
  readonly file: Required<FileFacts>;
  readonly mapping: Mapping;
  /** Facts of the format that were chosen instead of those that were found. */
  readonly format: AskedFormat;
  /** Import of the file, once there is one. */
  readonly importId?: string;
}

export interface AskedFormat {
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly delimiter?: ',' | ';' | '\t' | '|';
}

const KEY = 'async-catalog-import';

export function keepChoice(choice: KeptChoice): void {
  sessionStorage.setItem(KEY, JSON.stringify(choice));
}

export function forgetChoice(): void {
  sessionStorage.removeItem(KEY);
}

export function keptChoice(): KeptChoice | undefined {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as KeptChoice);
}
