import {
  type ColumnGuess,
  type FieldError,
  type FileFormat,
  type ImportMapping,
  jsonPointer,
} from '@async-catalog/product-schema';
import { detectLayout } from '../layouts/layout-columns.ts';
import type { Sniffed } from '../sniff/sniff-file.ts';
import { checkMapping } from './check-mapping.ts';
import { parseCell } from './cell-value.ts';
import { isItemField } from './fields.ts';
import { guessColumns, guessLayoutColumns, type SampledColumn } from './guess-columns.ts';
import { parseNumber } from './parse-number.ts';

/** A mapping, the reasons for it, and the errors because of which it can't be used. */
export interface GuessedMapping {
  readonly mapping: ImportMapping;
  readonly guesses: ColumnGuess[];
  /** Their pointers begin with `/mapping`. */
  readonly errors: FieldError[];
}

/**
 * Guesses the mapping of a file. The parts of it that are asked for win, and if these have `columns`, no other column is
 * used. A decimal comma is never guessed: it is an error that asks for it.
 */
export function guessMapping(
  { format, columns, samples }: Pick<Sniffed, 'format' | 'columns' | 'samples'>,
  asked: ImportMapping = {},
): GuessedMapping {
  const sampled = columns.map((column, index) => ({
    column,
    samples: samples.map((row) => (row[index] ?? '').trim()).filter((text) => text !== ''),
  }));
  if (format.kind === 'ndjson' && asked.columns === undefined && columns.every(isItemField)) {
    const guesses = columns.map((column) => ({ column, field: column, reason: 'is a field of a product' }));
    return { mapping: asked, guesses, errors: checkMapping(asked, columns, format.kind) };
  }
  const mapping = guessParts(sampled, asked, format.kind);
  const errors = [
    ...checkMapping(mapping.mapping, columns, format.kind),
    ...(format.kind === 'csv' ? checkPrices(mapping.mapping, sampled) : []),
  ];
  return { ...mapping, errors };
}

function guessParts(
  columns: readonly SampledColumn[],
  asked: ImportMapping,
  kind: FileFormat['kind'],
): Omit<GuessedMapping, 'errors'> {
  if (asked.columns !== undefined) {
    return { mapping: asked, guesses: columns.map(({ column }) => askedGuess(column, asked.columns ?? {})) };
  }
  const names = columns.map(({ column }) => column);
  const layout = kind === 'csv' ? (asked.layout ?? detectLayout(names)) : undefined;
  const guesses = layout === undefined ? guessColumns(columns, kind) : guessLayoutColumns(layout, names);
  const fields = guesses.flatMap(({ column, field }) =>
    field === undefined ? [] : [[column, field] as const],
  );
  const mapping = { ...asked, columns: Object.fromEntries(fields), ...(layout !== undefined && { layout }) };
  const hasCurrency =
    'currency' in (asked.defaults ?? {}) || fields.some(([, field]) => field === 'currency');
  return { mapping, guesses: hasCurrency ? guesses : guesses.map(withCurrencyNote) };
}

function askedGuess(column: string, fields: Readonly<Record<string, string>>): ColumnGuess {
  const field = Object.hasOwn(fields, column) ? fields[column] : undefined;
  return field === undefined
    ? { column, reason: 'is ignored: the mapping does not name it' }
    : { column, field, reason: 'is asked for' };
}

function withCurrencyNote(guess: ColumnGuess): ColumnGuess {
  return guess.field === 'price'
    ? {
        ...guess,
        reason: `${guess.reason}; no column names a currency, so a new product gets USD unless "defaults" has another`,
      }
    : guess;
}

/** Refuses a mapping whose prices depend on a decimal mark that nobody named, or are no numbers at all. */
function checkPrices(mapping: ImportMapping, columns: readonly SampledColumn[]): FieldError[] {
  const prices = columns.find(({ column }) => mapping.columns?.[column] === 'price');
  if (prices === undefined) {
    return [];
  }
  const { column, samples } = prices;
  const unclear = samples.find((text) => isAmbiguous(text, mapping));
  if (unclear !== undefined) {
    const detail = `is missing: column ${JSON.stringify(column)} holds ${JSON.stringify(unclear)}; send "," if the comma is the decimal mark, or "." if it separates thousands`;
    return [{ pointer: '/mapping/decimal', code: 'REQUIRED', detail }];
  }
  const parsed = samples.map((text) => parseCell('price', text, mapping));
  const wrong = parsed.find((cell) => 'error' in cell);
  return wrong !== undefined && parsed.every((cell) => 'error' in cell)
    ? [{ pointer: jsonPointer(['mapping', 'columns', column]), ...wrong.error }]
    : [];
}

function isAmbiguous(text: string, { decimal }: ImportMapping): boolean {
  const parsed = parseNumber(text, decimal);
  return 'problem' in parsed && parsed.problem === 'ambiguous';
}
