import type { Quotas } from '@async-catalog/caller-limits';
import type { Handling } from '@async-catalog/http-contract';
import type { Chunk, SubmissionId } from '@async-catalog/product-schema';

/** Request for the intake, free of HTTP, apart from its items. */
export interface IntakeCommand {
  readonly operation: Operation;
  /** Id of the submission, if it is accepted. */
  readonly submissionId: SubmissionId;
  /** Submission whose failed items are sent again; only with the operation `retry`. */
  readonly retryOf: SubmissionId | undefined;
  /** Chunk of an import that the items are; only with the operation `chunk`. */
  readonly chunk: Chunk | undefined;
  readonly caller: string;
  /** Limits of the caller. */
  readonly quotas: Quotas;
  /** Makes the command safe to repeat. */
  readonly key: string | undefined;
  /** Always `undefined` for a single product and for a chunk. */
  readonly handling: Handling | undefined;
  /** Checks the items, and neither stores nor sends anything. */
  readonly dryRun: boolean;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** Invocation of the function that handles the request. */
  readonly invocation: {
    readonly id: string;
    /** Time at which Lambda stops this invocation. */
    readonly endsAt: Date;
    /** Aborts while there is still time to clean up and answer. */
    readonly signal: AbortSignal;
    /** Aborts while there is still time to answer. */
    readonly cleanupSignal: AbortSignal;
  };
}

export type Operation = 'product' | 'batch' | 'retry' | 'chunk';
