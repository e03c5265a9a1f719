import type { FieldError } from '@async-catalog/product-schema';
import type { Handling } from '@async-catalog/http-contract';

/** Request for the intake, free of HTTP. */
export interface IntakeCommand {
  readonly operation: Operation;
  readonly items: readonly SubmittedItem[];
  readonly caller: string;
  /** Makes the command safe to repeat. */
  readonly key: string | undefined;
  /** Always `undefined` for a single product. */
  readonly handling: Handling | undefined;
  /** Checks the items, and neither stores nor sends anything. */
  readonly dryRun: boolean;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  readonly invocation: Invocation;
}

export type Operation = 'product' | 'batch';

/** Product as it was sent, not yet checked. */
export interface SubmittedItem {
  /** Position among the items, from 0. */
  readonly index: number;
  /** JSON Pointer to it in the request; in NDJSON, as if the lines were an array. */
  readonly pointer: string;
  /** Line number in NDJSON, from 1. */
  readonly line?: number;
  /** Parsed JSON, or the text where it isn't JSON. */
  readonly value: unknown;
  /** Defects of the JSON itself. Their pointers start at the item. */
  readonly faults: readonly FieldError[];
}

/** Run of the function that serves the request. */
export interface Invocation {
  readonly id: string;
  /** When Lambda will stop this invocation. */
  readonly endsAt: Date;
  /** Aborts while there is still time to clean up and answer. */
  readonly signal: AbortSignal;
}
