import type { CatalogClient, Submission } from '@async-catalog/client';
import type { Answer } from './follow.ts';

/** Seconds for which a request waits at the API for a change. */
const WAIT = 'wait=20';

/** Reads a submission, and with an `ETag` once it differs from that. */
export async function readSubmission(
  { http }: CatalogClient,
  id: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<Answer<Submission>> {
  const header = etag === null ? {} : { 'If-None-Match': etag, Prefer: WAIT };
  const { data, response } = await http.GET('/submissions/{id}', {
    params: { path: { id }, header },
    signal,
  });
  return {
    state: data,
    etag: response.headers.get('etag'),
    waited: response.headers.has('preference-applied'),
  };
}
