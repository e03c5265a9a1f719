/** Access of whoever uses the console, and what the API lets them do. */
export interface Access {
  /** Name to show; absent when the API is open. */
  readonly name?: string;
  /** Scopes of the access token; absent when the API is open, which allows everything. */
  readonly scopes?: ReadonlySet<string>;
  /** Answers a valid access token, or throws a {@link SessionEndedError}; absent when the API is open. */
  readonly token?: () => Promise<string>;
  /** Goes to the issuer, and comes back to the same page. */
  readonly signIn?: () => Promise<void>;
  readonly signOut?: () => Promise<void>;
}

/** A session that has expired and can't be renewed. */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError';
}

export type Scope = 'catalog:read' | 'catalog:write' | 'catalog:operate';

export function allows(access: Access, scope: Scope): boolean {
  return access.scopes === undefined || access.scopes.has(scope);
}
