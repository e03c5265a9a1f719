import { setTimeout as pause } from 'node:timers/promises';
import type { CatalogClient, Import } from '@async-catalog/client';

/** Pause between two requests, also where the API doesn't wait. */
const PAUSE_MS = 500;

/** Tells whether an import goes no further, or is overdue. */
export function isEnded({ status }: Pick<Import, 'status'>): boolean {
  return status !== 'uploading' && status !== 'queued' && status !== 'processing';
}

/**
 * Yields the state of an import every 5 s, or sooner when it changes, up to the last one. Not the client's own wait, which says
 * nothing while nothing changes.
 */
export async function* followImport(
  { http }: Pick<CatalogClient, 'http'>,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Import, void, undefined> {
  let state: Import | undefined;
  let etag: string | undefined;
  for (;;) {
    const header = { Prefer: 'wait=5', ...(etag !== undefined && { 'If-None-Match': etag }) };
    const { data, response } = await http.GET('/imports/{id}', { params: { path: { id }, header }, signal });
    if (response.status !== 304) {
      state = data;
      etag = response.headers.get('etag') ?? undefined;
    }
    if (state !== undefined) {
      yield state;
      if (isEnded(state)) {
        return;
      }
    }
    await pause(PAUSE_MS, undefined, { signal });
  }
}
