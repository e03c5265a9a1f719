import type { z } from 'zod';

/** How long a token issuer that failed is not asked again, whatever tokens come. */
export const BACK_OFF_MS = 5000;

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
      const response = await fetch(url, init);
      if (!response.ok) {
        throw new Error(`${url} answered ${response.status}`);
      }
      const document = schema.parse(await response.json());
      failure = undefined;
      return document;
    } catch (error) {
      failure = { at: Date.now(), error };
      throw error;
    }
  };
}
