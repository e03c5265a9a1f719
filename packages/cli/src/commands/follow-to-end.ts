import path from 'node:path';
import type { Import } from '@async-catalog/client';
import type { Context } from '../context.ts';
import { notSaved } from '../display/describe.ts';
import { reportOpener, saveNew } from '../file/download.ts';
import { followImport } from '../follow-import.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { MaxFailed } from '../max-failed.ts';

interface FollowOptions {
  /** Items that the file may have. */
  readonly expected?: number | undefined;
  readonly maxFailed?: MaxFailed;
  /** Place for the file of the rows that weren't saved. */
  readonly directory: string;
}

/** Follows an import to its end, writes the rows that weren't saved to a file, shows the outcome, and resolves to the exit code. */
export async function followToEnd(id: string, options: FollowOptions, context: Context): Promise<number> {
  const { display, catalog, signal, hint } = context;
  let ended: Import | undefined;
  for await (const state of followImport(catalog, id, signal)) {
    display.progress(state, options.expected);
    ended = state;
  }
  display.stop();
  const state = ended as Import;
  const failedFile = await saveFailedRows(state, options.directory, context);
  const exitCode = exitCodeOf(state, options.maxFailed);
  const issues = state.reportReady ? await catalog.importIssueGroups(id, { signal }) : [];
  display.outcome({
    import: state,
    exitCode,
    issues,
    ...(failedFile !== undefined && { failedFile }),
  });
  if (failedFile !== undefined) {
    display.note(`The rows with errors are in ${failedFile}. Correct them, and import that file.`);
  }
  if (state.reportReady) {
    display.note(`Report of every row: ${hint(`imports report ${id}`)}`);
  }
  return exitCode;
}

async function saveFailedRows(
  state: Import,
  directory: string,
  context: Context,
): Promise<string | undefined> {
  if (!state.reportReady || notSaved(state.counts) === 0) {
    return undefined;
  }
  const { catalog, signal } = context;
  const open = reportOpener(() => catalog.importReportUrl(state.importId, { format: 'failed', signal }));
  return saveNew(open, path.join(directory, failedFileName(state)), signal);
}

/** Names the file of the rows that weren't saved: `products.failed.csv`. They are in the format of the source, unpacked. */
export function failedFileName({ fileName, format }: Pick<Import, 'fileName' | 'format'>): string {
  // A name from the API must not lead out of the directory.
  const base = path.basename(fileName).replace(/\.gz$/i, '');
  return `${path.parse(base).name}.failed.${format?.kind === 'ndjson' ? 'ndjson' : 'csv'}`;
}
