import type { ProblemError } from '@async-catalog/http-contract';
import type { Deps } from './deps.ts';

export interface AppEnv {
  Variables: {
    deps: Deps;
    startedAt: Date;
    requestId: string;
    /** The subject of the access token; `undefined` when the service is open. */
    caller: string | undefined;
    /** Scopes of the access token; `undefined` when the service is open. */
    scopes: ReadonlySet<string> | undefined;
    /** The problem that the request is answered with. */
    problem: ProblemError | undefined;
  };
}
