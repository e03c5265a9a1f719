import type { z } from 'zod';
import { readUpTo } from '../read-up-to.ts';

/** How long a token issuer that failed is not asked again, whatever tokens come. */
const BACK_OFF_MS = 5000;

/** 1 MiB: a hundred times as much as issuers have to say. */
const MAX_DOCUMENT_BYTES = 1024 * 1024;

/** The issuer was not asked, because it failed just before; its `cause` is that failure, which was told already. */
export class BackingOffError extends Error {
  override readonly name = 'BackingOffError';

  constructor(cause: unknown) {
    super(`not asked again yet, after: ${String(cause)}`, { cause });
  }
}

/** Asks a token issuer for a JSON document. */
export type IssuerFetch = <Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  init: RequestInit,
) => Promise<z.output<Schema>>;

/**
 * With a brake: anybody can send tokens, and each of them would be a request to an issuer that is down.
 * @throws {BackingOffError} for 5 s after a failure of any kind
 */
export function createIssuerFetch(): IssuerFetch {
  let failure: { readonly at: number; readonly error: unknown } | undefined;
  return async (url, schema, init) => {
    if (failure !== undefined && Date.now() < failure.at + BACK_OFF_MS) {
      throw new BackingOffError(failure.error);
    }
    try {
      // No redirect is followed: what is asked is what was configured, or what the issuer itself named.
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
