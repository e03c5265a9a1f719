import type { QuotaClaims } from '@async-catalog/caller-limits';
import { ProblemError } from '@async-catalog/http-contract';

export type Scope = 'catalog:read' | 'catalog:write' | 'catalog:operate';

/** The subject of an access token, what the token allows, and how much of it. */
export interface Access {
  readonly caller: string;
  readonly scopes: ReadonlySet<string>;
  /** Limits that the token sets. */
  readonly limits?: QuotaClaims;
}

/** @throws {ProblemError} `UNAUTHENTICATED` when the token isn't valid. */
export type Authenticate = (token: string) => Promise<Access>;

/** Builds the refusal of a token that lacks a scope: https://www.rfc-editor.org/rfc/rfc6750#section-3.1 */
export function needsScope(scope: Scope, what = 'This operation'): ProblemError {
  return new ProblemError('FORBIDDEN', `${what} needs the scope ${scope}. Get an access token that has it.`, {
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  });
}
