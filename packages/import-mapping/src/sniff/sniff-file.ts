import type { FileFormat } from '@async-catalog/product-schema';
import { isBlank } from '../csv/is-blank.ts';
import { isSeparatorLine } from '../csv/is-separator-line.ts';
import { FileError } from '../file-error.ts';
import { detectDelimiter } from './detect-delimiter.ts';
import { detectEncoding } from './detect-encoding.ts';
import { detectKind } from './detect-kind.ts';
import { refuseKnownBinaries } from './known-binaries.ts';
import { readHeadRows } from './read-head-rows.ts';
import { readHeader } from './read-header.ts';
import { sniffLines } from './sniff-lines.ts';
import { toText } from './to-text.ts';
import { isGzip, unpackHead } from './unpack-head.ts';

const SAMPLES = 20;

/** Facts of a file that its first bytes give. */
export interface Sniffed {
  readonly format: FileFormat;
  /** Names of a CSV file's columns; of NDJSON, the names that were seen. */
  readonly columns: string[];
  /** First rows, by column; of NDJSON, values as JSON. */
  readonly samples: string[][];
  /** Sentences for a person. */
  readonly notes: string[];
}

export interface SniffOptions {
  readonly fileName?: string | undefined;
  readonly mediaType?: string | undefined;
  /** Whether the head is the whole file. */
  readonly isWhole: boolean;
  /** Facts that the caller asks for, instead of those that would be guessed. */
  readonly asked?: Partial<FileFormat> | undefined;
}

/**
 * Finds out how a file is read, from its first bytes (up to 1 MiB).
 *
 * @throws {FileError} If it can't be read.
 */
export async function sniffFile(bytes: Uint8Array, options: SniffOptions): Promise<Sniffed> {
  const { isWhole, asked = {} } = options;
  if (bytes.length === 0) {
    throw new FileError('EMPTY_FILE', 'The file is empty; send a header and at least one row');
  }
  const compression = asked.compression ?? (isGzip(bytes) ? 'gzip' : 'none');
  const head = compression === 'gzip' ? unpackHead({ bytes, isWhole }) : { bytes, isWhole };
  refuseKnownBinaries(head.bytes);
  const detected = asked.encoding === undefined ? detectEncoding(head) : { encoding: asked.encoding };
  const notes = detected.note === undefined ? [] : [detected.note];
  const text = toText(head.bytes, detected.encoding);
  const kind = asked.kind ?? detectKind(text, options);
  const format = { kind, compression, encoding: detected.encoding };
  if (kind === 'ndjson') {
    return { format, notes, ...sniffLines(text, head.isWhole) };
  }
  const delimiter = asked.delimiter ?? detectDelimiter(text, head.isWhole);
  const [first, ...others] = readHeadRows(text, { delimiter, isWhole: head.isWhole, count: 1_000 }).filter(
    (row) => !isBlank(row.cells) && !isSeparatorLine(row),
  );
  if (first === undefined) {
    throw head.isWhole
      ? new FileError('EMPTY_FILE', 'The file has no text; send a header and at least one row')
      : new FileError('INVALID_HEADER', 'The first row is longer than a row may be; is it a CSV file?', {
          line: 1,
        });
  }
  const columns = readHeader(first);
  if (others.length === 0 && head.isWhole) {
    const detail = 'The file has a header and no rows; send at least one';
    throw new FileError('NO_ROWS', detail, { line: first.line });
  }
  const samples = others.slice(0, SAMPLES).map(({ cells }) => columns.map((_, index) => cells[index] ?? ''));
  return { format: { ...format, delimiter }, columns, samples, notes };
}
