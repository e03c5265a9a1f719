import type { Row, RowFlaw } from './csv/row.ts';
import { FileError } from './file-error.ts';
import type { FlawedRows } from './import-item.ts';

/** Consecutive flawed rows after which a file is given up: one quote or a wrong delimiter spoils all that follow. */
export const MAX_FLAWED_ROWS = 1_000;

/**
 * Counts a row with those before it.
 * @throws {FileError} If they are too many.
 */
export function countFlawed(
  before: FlawedRows | undefined,
  { line }: Row,
  flaw: RowFlaw | undefined,
): FlawedRows | undefined {
  if (flaw === undefined) {
    return undefined;
  }
  const flawed = { count: (before?.count ?? 0) + 1, line: before?.line ?? line };
  if (flawed.count < MAX_FLAWED_ROWS) {
    return flawed;
  }
  const since = flawed.line;
  const many = MAX_FLAWED_ROWS.toLocaleString('en');
  const hint =
    flaw.column === undefined
      ? 'Correct these rows, and import the file again'
      : `Look for a quote that is not closed on line ${since} or before it, and check the delimiter and the header`;
  const detail = `From line ${since} on, ${many} rows in a row can't be read, so nothing more was. The last one, on line ${line}, ${flaw.detail}. ${hint}`;
  throw new FileError('TOO_MANY_FLAWED_ROWS', detail, {
    line: since,
    ...(flaw.column !== undefined && { column: flaw.column }),
  });
}
