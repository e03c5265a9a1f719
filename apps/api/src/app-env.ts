import type { Deps } from './core/deps.ts';

export interface AppEnv {
  Variables: {
    deps: Deps;
    requestId: string;
    /** Who is asking, as the access token says; `undefined` when the service is open. */
    caller: string | undefined;
  };
}

/** The caller that submissions made without authentication belong to. */
export const ANONYMOUS = 'anonymous';
