import type { z } from 'zod';
import { readUpTo } from '../read-up-to.ts';

/** Pause after a failure, in which the issuer gets no requests. */
const BACK_OFF_MS = 5000;

/** 1 MiB: a hundred times the size of real documents. */
const MAX_DOCUMENT_BYTES = 1024 * 1024;

/** A request not made because the issuer failed moments ago. That failure (`cause`) is already reported. */
export class BackingOffError extends Error {
  override readonly name = 'BackingOffError';

  constructor(cause: unknown) {
    super(`no request yet after: ${String(cause)}`, { cause });
  }
}

/** Fetches a JSON document from a token issuer. */
export type IssuerFetch = <Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  init: RequestInit,
) => Promise<z.output<Schema>>;

/**
 * Creates a fetch for a token issuer that backs off while the issuer is down. Otherwise every token that
 * anybody sends would cause another request.
 * @throws {BackingOffError} for 5 s after a failure of any kind
 */
export function createIssuerFetch(): IssuerFetch {
  let failure: { readonly at: number; readonly error: unknown } | undefined;
  return async (url, schema, init) => {
    if (failure !== undefined && Date.now() < failure.at + BACK_OFF_MS) {
      throw new BackingOffError(failure.error);
    }
    try {
      // A redirect could lead to a host that neither the configuration nor the issuer named.
      const response = await fetch(url, { ...init, redirect: 'manual' });
      if (!response.ok) {
        throw new Error(`${url} answered ${response.status}`);
      }
      const body = await readUpTo(MAX_DOCUMENT_BYTES, response.body);
      if (body === undefined) {
        throw new Error(`${url} answered more than ${MAX_DOCUMENT_BYTES} bytes`);
      }
      const document = schema.parse(JSON.parse(new TextDecoder().decode(body)));
      failure = undefined;
      return document;
    } catch (error) {
      failure = { at: Date.now(), error };
      throw error;
    }
  };
}
