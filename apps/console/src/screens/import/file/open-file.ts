import { sniffFile } from '@async-catalog/import-mapping';
import { createDraft, type ImportDraft, type Mapping } from '../../../core/import-draft.ts';
import type { AskedFormat } from './kept-choice.ts';

/** Bytes from which the API guesses too. */
const HEAD_BYTES = 1024 ** 2;

/**
 * Reads the beginning of a file as the import will, and guesses what its columns are.
 * @throws {FileError} If it can't be read.
 */
export async function openFile(file: File, asked: AskedFormat, kept?: Mapping): Promise<ImportDraft> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const sniffed = await sniffFile(head, {
    fileName: file.name,
    isWhole: head.length === file.size,
    asked,
  });
  return createDraft(sniffed, kept);
}
