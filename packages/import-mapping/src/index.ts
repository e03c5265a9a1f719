export { renderRow } from './csv/render-row.ts';
export { FILE_ERROR_CODES, FileError, type FileErrorCode } from './file-error.ts';
export type { ImportItem, Position } from './import-item.ts';
export { checkFields, checkMapping } from './mapping/check-mapping.ts';
export { REPORT_COLUMNS } from './mapping/fields.ts';
export { type GuessedMapping, guessMapping } from './mapping/guess-mapping.ts';
export { canSeek, readItems, type ReadOptions, START } from './read-items.ts';
export { sniffFile, type Sniffed, type SniffOptions } from './sniff/sniff-file.ts';
