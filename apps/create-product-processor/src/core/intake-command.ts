import type { Handling } from '@async-catalog/http-contract';

/** Request for the intake, free of HTTP, apart from its items. */
export interface IntakeCommand {
  readonly operation: Operation;
  readonly caller: string;
  /** Makes the command safe to repeat. */
  readonly key: string | undefined;
  /** Always `undefined` for a single product. */
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
  };
}

export type Operation = 'product' | 'batch';
