import type { Sniffed } from '@async-catalog/import-mapping';

/** Delimiters as people name them. */
export const DELIMITERS = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
} as const;

/** Encodings as spreadsheets name them. */
export const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252 (Western European)',
} as const;

/** Describes a format in a few words: `CSV with semicolons, UTF-8`. */
export function describeFormat({ kind, compression, encoding, delimiter = ',' }: Sniffed['format']): string {
  const rows = kind === 'csv' ? `CSV with ${DELIMITERS[delimiter]}` : 'NDJSON, one product a line';
  return [rows, ENCODINGS[encoding], ...(compression === 'gzip' ? ['packed with gzip'] : [])].join(', ');
}
