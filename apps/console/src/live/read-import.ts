import type { CatalogClient, Import } from '@async-catalog/client';
import type { Answer } from './follow.ts';

/** Seconds for which a request waits at the API for a change. */
const WAIT = 'wait=20';

/** Reads an import, and with an `ETag` once it differs from that. */
export async function readImport(
  { http }: CatalogClient,
  id: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<Answer<Import>> {
  const header = etag === null ? {} : { 'If-None-Match': etag, Prefer: WAIT };
  const { data, response } = await http.GET('/imports/{id}', { params: { path: { id }, header }, signal });
  return {
    state: data,
    etag: response.headers.get('etag'),
    waited: response.headers.has('preference-applied'),
  };
}
