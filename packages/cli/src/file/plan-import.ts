import { FileError, sniffFile, type Sniffed } from '@async-catalog/import-mapping';
import type { FieldError, ImportMapping } from '@async-catalog/product-schema';
import { UsageError } from '../errors.ts';
import type { ImportPlan } from '../display/display.ts';
import { describeDelimiter } from '../display/describe.ts';
import { completeMapping } from './complete-mapping.ts';
import { sampleItems } from './sample-items.ts';
import type { SourceFile } from './source-file.ts';

/** Bytes from which the API guesses too. */
const HEAD_BYTES = 1024 ** 2;

/**
 * Reads the beginning of a file, and decides how it will be imported: as the API would, but for what is asked for.
 * @throws {UsageError} for a file that can't be read, or a mapping that doesn't fit it
 */
export async function planImport(
  source: SourceFile,
  asked: ImportMapping,
  map?: Readonly<Record<string, string>>,
): Promise<ImportPlan & { readonly expected: number | undefined }> {
  const head = await source.read(0, HEAD_BYTES);
  try {
    const sniffed = await sniffFile(head, { fileName: source.name, isWhole: head.length === source.size });
    const { format, columns, notes } = sniffed;
    const { mapping, guesses, errors } = completeMapping(sniffed, asked, map);
    if (errors.length > 0) {
      throw new UsageError(describeErrors(errors, sniffed));
    }
    const sample = await sampleItems(head, source.size, { format, columns, mapping });
    return { fileName: source.name, size: source.size, format, mapping, guesses, notes, ...sample };
  } catch (error) {
    if (error instanceof FileError) {
      const place = error.line === undefined ? '' : `, line ${error.line}`;
      throw new UsageError(`${source.path}${place}: ${error.detail}`, { code: error.code, cause: error });
    }
    throw error;
  }
}

function describeErrors(errors: readonly FieldError[], { format, columns }: Sniffed): string {
  const list = errors.map(({ pointer, detail }) => `${describePointer(pointer)} ${detail}`).join('; ');
  const separated = format.kind === 'csv' ? `, separated by ${describeDelimiter(format)},` : '';
  return `The mapping doesn't fit the file: ${list}. Change it with --map field=column, --decimal or --mapping. The columns${separated} are: ${columns.join(', ')}`;
}

/** Names what a pointer into the mapping points to: `column "Title"`. */
function describePointer(pointer: string): string {
  const [, , part = '', name] = pointer
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (part !== 'columns') {
    return [part, name].filter(Boolean).join(' ');
  }
  return name === undefined ? 'it' : `column "${name}"`;
}
