/** Stable codes of files that can't be read. */
export const FILE_ERROR_CODES = [
  'EMPTY_FILE',
  'NO_ROWS',
  'NOT_TEXT',
  'NOT_LINES',
  'INVALID_GZIP',
  'INVALID_HEADER',
  'TOO_MANY_COLUMNS',
  'DUPLICATE_COLUMN',
  'EMPTY_COLUMN_NAME',
  'COLUMN_NAME_TOO_LONG',
  'TOO_MANY_ROWS',
  'TOO_MANY_FLAWED_ROWS',
] as const;
export type FileErrorCode = (typeof FILE_ERROR_CODES)[number];

/** Reason why a file can't be read, or not to its end. `line` and `column` count from 1; a column is a cell of the row. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly code: FileErrorCode;
  readonly detail: string;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    code: FileErrorCode,
    detail: string,
    place: { line?: number; column?: number } = {},
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.code = code;
    this.detail = detail;
    this.line = place.line;
    this.column = place.column;
  }
}
