import { FileError, sniffFile } from '@async-catalog/import-mapping';
import type { FieldError, ImportMapping } from '@async-catalog/product-schema';
import { ImpossibleError, UsageError } from '../errors.ts';
import type { ImportPlan } from '../display/display.ts';
import { completeMapping } from './complete-mapping.ts';
import { sampleItems } from './sample-items.ts';
import type { SourceFile } from './source-file.ts';

/** Bytes from which the API guesses too. */
const HEAD_BYTES = 1024 ** 2;

/**
 * Reads the beginning of a file, and decides how it will be imported: as the API would, but for what is asked for.
 * @throws {UsageError} for a mapping that doesn't fit the file
 * @throws {ImpossibleError} for a file that can't be read
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
      throw new UsageError(describeErrors(errors, columns));
    }
    const sample = await sampleItems(head, source.size, { format, columns, mapping });
    return { fileName: source.name, size: source.size, format, mapping, guesses, notes, ...sample };
  } catch (error) {
    if (error instanceof FileError) {
      const place = error.line === undefined ? '' : `, line ${error.line}`;
      throw new ImpossibleError(error.code, `${source.path}${place}: ${error.detail}`, { cause: error });
    }
    throw error;
  }
}

function describeErrors(errors: readonly FieldError[], columns: readonly string[]): string {
  const list = errors.map(({ pointer, detail }) => `${describePointer(pointer)} ${detail}`).join('; ');
  return `The mapping doesn't fit the file: ${list}. Change it with --map field=column, --decimal or --mapping. The columns are: ${columns.join(', ')}`;
}

/** Names what a pointer into the mapping points to: `column "Title"`. */
function describePointer(pointer: string): string {
  const [, , part = '', name] = pointer
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  return part === 'columns' && name !== undefined
    ? `column "${name}"`
    : [part, name].filter(Boolean).join(' ');
}
