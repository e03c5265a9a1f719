import type { Quotas, Usage } from '@async-catalog/caller-limits';
import type { ProblemError } from '@async-catalog/http-contract';
import type { ImportRecord, Stats, SubmissionRecord } from '@async-catalog/product-schema';
import type { Watch } from './core/watch.ts';
import type { Deps } from './deps.ts';

/** Dependencies of the routes, and what requests of one process share. */
export interface AppDeps extends Deps {
  readonly watchSubmission: Watch<SubmissionRecord | undefined>;
  readonly watchImport: Watch<ImportRecord | undefined>;
  readonly readStats: () => Promise<Stats>;
}

export interface AppEnv {
  Variables: {
    deps: AppDeps;
    startedAt: Date;
    requestId: string;
    /** The subject of the access token; `undefined` when the service is open. */
    caller: string | undefined;
    /** Scopes of the access token; `undefined` when the service is open. */
    scopes: ReadonlySet<string> | undefined;
    /** Limits of the caller, once it is known. */
    quotas: Quotas | undefined;
    /** Their state, as far as it was counted or read. */
    usages: readonly Usage[] | undefined;
    /** The problem that the request is answered with. */
    problem: ProblemError | undefined;
  };
}
