import type { CatalogClient, Import, Submission } from '@async-catalog/client';
import type { Answer } from './follow.ts';

/** Seconds for which a request waits at the API for a change. */
const WAIT = 'wait=20';

function headersOf(etag: string | null) {
  return etag === null ? {} : { 'If-None-Match': etag, Prefer: WAIT };
}

function toAnswer<State>({ data, response }: { data?: State; response: Response }): Answer<State> {
  return {
    state: data,
    etag: response.headers.get('etag'),
    waited: response.headers.has('preference-applied'),
  };
}

/** Reads a submission, and with an `ETag` once it differs from that. */
export async function readSubmission(
  { http }: CatalogClient,
  id: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<Answer<Submission>> {
  const params = { path: { id }, header: headersOf(etag) };
  return toAnswer(await http.GET('/submissions/{id}', { params, signal }));
}

/** Reads an import, and with an `ETag` once it differs from that. */
export async function readImport(
  { http }: CatalogClient,
  id: string,
  etag: string | null,
  signal: AbortSignal,
): Promise<Answer<Import>> {
  const params = { path: { id }, header: headersOf(etag) };
  return toAnswer(await http.GET('/imports/{id}', { params, signal }));
}
