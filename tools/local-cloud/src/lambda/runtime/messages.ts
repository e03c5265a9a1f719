import type { FunctionSpec } from '../../model.ts';

/** Settings that an instance starts with (`workerData`). */
export interface RuntimeConfig {
  readonly codeDirectory: string;
  /** `file.export`. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly development: FunctionSpec['development'];
  /** The part of Lambda's context object that is the same for every event. */
  readonly context: {
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
}

/** From the host to an instance: one event, as JSON text. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly payload: string;
  /** Trace header that the calls of the function carry on. */
  readonly traceHeader: string | undefined;
  /** Ends the instance at the first request that the function sends. */
  readonly crashes?: boolean;
}

/** From an instance to the host; payloads are JSON text. */
export type RuntimeMessage =
  | { readonly type: 'ready' }
  | {
      readonly type: 'log';
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      readonly atMs: number;
    }
  /** The handler's result. */
  | { readonly type: 'result'; readonly payload: string }
  /** `{errorType, errorMessage, trace}`. */
  | { readonly type: 'error' | 'initError'; readonly payload: string };
