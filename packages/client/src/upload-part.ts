import ky, { HTTPError } from 'ky';
import type { CallOptions, ImportPart } from './catalog-client.ts';
import type { CatalogHttpOptions } from './catalog-http.ts';
import type { UploadedPart } from './openapi.ts';

/** Time limit of one attempt: a part is 8 MiB at most, and a slow line sends it in 2 minutes. */
const ATTEMPT_MS = 120_000;

/** A part that the storage refused, after any retries. With status 403, its URL has expired. */
export class PartUploadError extends Error {
  override readonly name = 'PartUploadError';
  readonly status: number;

  constructor(number: number, status: number, options?: ErrorOptions) {
    super(`the upload of part ${number} was answered with ${status}`, options);
    this.status = status;
  }
}

/**
 * Sends a part to its URL. The URL is the permission, so no access token goes to another host.
 * @throws {PartUploadError}
 */
export async function uploadPart(
  { number, url }: ImportPart,
  bytes: Blob | Uint8Array<ArrayBuffer>,
  { fetch, retries = 5 }: Pick<CatalogHttpOptions, 'fetch' | 'retries'>,
  { signal }: CallOptions = {},
): Promise<UploadedPart> {
  const answer = await ky
    .put(url, {
      body: bytes,
      ...(fetch !== undefined && { fetch }),
      ...(signal !== undefined && { signal }),
      timeout: ATTEMPT_MS,
      retry: {
        limit: retries,
        methods: ['put'],
        statusCodes: [408, 429, 500, 502, 503, 504],
        backoffLimit: 10_000,
        jitter: true,
        retryOnTimeout: true,
      },
    })
    .catch((error: unknown) => {
      throw error instanceof HTTPError
        ? new PartUploadError(number, error.response.status, { cause: error })
        : error;
    });
  const etag = answer.headers.get('etag');
  if (etag === null) {
    throw new Error(`the answer to part ${number} shows no ETag; the bucket's CORS rules must expose it`);
  }
  return { number, etag };
}
