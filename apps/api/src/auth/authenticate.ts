export type Scope = 'catalog:read' | 'catalog:write';

/** The subject of an access token, and what the token allows. */
export interface Access {
  readonly caller: string;
  readonly scopes: ReadonlySet<string>;
}

/** @throws {ProblemError} `UNAUTHENTICATED` when the token isn't valid. */
export type Authenticate = (token: string) => Promise<Access>;
