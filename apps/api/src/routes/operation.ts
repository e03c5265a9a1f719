import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { Scope } from '../auth/authenticate.ts';

/** A method of a path. Both its route and its description in the OpenAPI document are made from it. */
export interface Operation<Path extends string = string> {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Parameters as `:name`. */
  readonly path: Path;
  /** Scope that the access token needs. Without one, the operation is open to everybody. */
  readonly scope?: Scope;
  readonly middleware?: readonly MiddlewareHandler[];
  readonly handle: Handle<Path>;
}

/** Answers a request of a path. */
export type Handle<Path extends string> = (c: Context<AppEnv, Path>) => Response | Promise<Response>;

/** Types the handler's context by the operation's path. */
export function defineOperation<Path extends string>(operation: Operation<Path>): Operation<Path> {
  return operation;
}
