import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { Scope } from '../auth/authenticate.ts';

/** One method of one path: the route is made of it, and so is its description in the OpenAPI document. */
export interface Operation<Path extends string = string> {
  readonly method: 'GET' | 'POST';
  /** Parameters as `:name`. */
  readonly path: Path;
  /** Scope that the access token needs; the operation is open to everybody without one. */
  readonly scope?: Scope;
  readonly middleware?: readonly MiddlewareHandler[];
  handle(c: Context<AppEnv, Path>): Response | Promise<Response>;
}

/** Types the handler's context by the operation's path. */
export function defineOperation<Path extends string>(operation: Operation<Path>): Operation<Path> {
  return operation;
}
