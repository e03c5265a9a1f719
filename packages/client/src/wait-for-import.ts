import delay from 'delay';
import type { CatalogHttp } from './catalog-http.ts';
import { ImportOverdueError } from './import-overdue-error.ts';
import type { Import } from './openapi.ts';

export interface ImportWaitOptions {
  /** Stops the wait, not the import. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each change that is seen, including the last one. */
  readonly onProgress?: ((seen: Import) => void) | undefined;
}

/** Pause between two requests, in which an import moves on: 1 s. */
const PAUSE_MS = 1000;

const ENDED: ReadonlySet<string> = new Set(['completed', 'completed_with_errors', 'failed', 'cancelled']);

/**
 * Follows an import until it has ended; its reports can be read then. Each request lets the API wait 5 s for
 * a change.
 * @throws {ImportOverdueError} if items are pending past the deadline
 * @throws {CatalogProblemError} e.g. `IMPORT_NOT_FOUND`
 */
export async function waitForImport(
  http: CatalogHttp,
  id: string,
  { signal, onProgress }: ImportWaitOptions = {},
): Promise<Import> {
  for (let etag: string | null = null; ;) {
    const { data, response } = await readImport(http, id, etag, signal);
    if (data !== undefined) {
      onProgress?.(data);
      if (data.status === 'overdue') {
        throw new ImportOverdueError(data);
      }
      if (ENDED.has(data.status)) {
        return data;
      }
    }
    etag = response.headers.get('etag');
    await delay(PAUSE_MS, signal && { signal });
  }
}

/** Reads an import once it differs from the one that is known, or after 5 s. */
async function readImport(
  http: CatalogHttp,
  id: string,
  known: string | null,
  signal: AbortSignal | undefined,
): Promise<{ readonly data?: Import; readonly response: Response }> {
  const header = known === null ? {} : { 'If-None-Match': known, Prefer: 'wait=5' };
  return await http.GET('/imports/{id}', { params: { path: { id }, header }, signal: signal ?? null });
}
