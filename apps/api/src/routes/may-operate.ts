import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { Scope } from '../auth/authenticate.ts';

/** Tells whether the caller may see what others have submitted. Whoever can connect to an open service may. */
export function mayOperate(c: Context<AppEnv>): boolean {
  const scopes = c.get('scopes');
  return scopes === undefined || scopes.has('catalog:operate' satisfies Scope);
}
