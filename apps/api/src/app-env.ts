import type { Deps } from './core/deps.ts';
import type { ProblemError } from './core/problem-error.ts';

export interface AppEnv {
  Variables: {
    deps: Deps;
    startedAt: Date;
    requestId: string;
    /** Who is asking, as the access token says; `undefined` when the service is open. */
    caller: string | undefined;
    /** What the request is answered with in place of success. */
    problem: ProblemError | undefined;
  };
}

/** The caller that submissions made without authentication belong to. */
export const ANONYMOUS = 'anonymous';
