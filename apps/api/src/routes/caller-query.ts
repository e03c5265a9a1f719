import { ANONYMOUS } from '@async-catalog/http-contract';
import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from '../app-env.ts';
import { needsScope, type Scope } from '../auth/authenticate.ts';

const INVALID = 'is not a caller; send a name of 1 to 255 characters, or * for all';

/** Parameter by which operators ask for what others have submitted. */
export const CallerParameter = z.string().min(1, INVALID).max(255, INVALID).optional();

/**
 * Returns the caller that is asked for: by default, who asks. Whoever can connect to an open service may ask for others.
 * @throws {ProblemError} `FORBIDDEN` without the scope `catalog:operate`
 */
export function chooseCaller(c: Context<AppEnv>, asked: string | undefined, what: string): string {
  const { caller: own = ANONYMOUS, scopes } = c.var;
  if (asked === undefined || asked === own) {
    return own;
  }
  if (scopes !== undefined && !scopes.has('catalog:operate' satisfies Scope)) {
    throw needsScope('catalog:operate', `Another caller’s ${what}`);
  }
  return asked;
}
