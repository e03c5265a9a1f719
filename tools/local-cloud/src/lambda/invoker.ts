import { randomUUID } from 'node:crypto';

import type { DevelopmentBuild, FunctionSpec } from '../model.ts';
import { createFunctionLookup } from './function-lookup.ts';
import type { OnLine } from './instance-log.ts';
import { createInstancePool, type ReplacedCode } from './instance-pool.ts';
import type { InvokeRefusal, InvokeResult } from './invoke-result.ts';
import { eventNotJson, functionNotFound, hostFailed } from './refusals.ts';

/** Called with each line that a function writes, or that Lambda would add to its log, and the time at which it was written. */
export type OnLog = (functionName: string, line: string, atMs: number) => void;

export interface InvokerOptions {
  readonly functions: readonly FunctionSpec[];
  readonly environment: Readonly<Record<string, string>>;
  readonly timeouts: boolean;
  /** Asked at each invocation: true if its instance ends at the first request that the function sends. */
  readonly crash?: (functionName: string) => boolean;
  readonly onLog: OnLog;
}

/** Valid invocation, which only the concurrency limit can still refuse. */
export interface PreparedInvocation {
  readonly kind: 'prepared';
  readonly functionName: string;
  readonly run: (traceHeader?: string) => Promise<InvokeResult>;
}

export interface Invoker {
  /**
   * Checks an invocation. `functionName` is a name, ARN or partial ARN; `payload` is JSON text, and empty
   * text means `{}`.
   */
  prepare(functionName: string, payload: string, qualifier?: string): PreparedInvocation | InvokeRefusal;
  /**
   * Gives further events of a function other code, once it has loaded; running events end with theirs.
   * `signal` ends one that is loading.
   *
   * @throws {CodeError} if it doesn't load, and everything stays as it is.
   * @throws {RangeError} if there is no such function.
   */
  replaceCode(functionName: string, build: DevelopmentBuild, signal?: AbortSignal): Promise<ReplacedCode>;
  /**
   * Kills up to `most` instances, busy ones first. Resolves to the number of events that this interrupted.
   */
  killInstances(functionName: string, most: number): Promise<number>;
  /** Refuses new invocations, waits for running ones, then ends all instances. */
  close(): Promise<void>;
}

export function createInvoker({ functions, environment, timeouts, crash, onLog }: InvokerOptions): Invoker {
  const find = createFunctionLookup(functions);
  const pools = new Map(
    functions.map((spec) => {
      const onLine: OnLine = (line, atMs) => onLog(spec.name, line, atMs);
      return [spec.name, createInstancePool({ spec, environment, timeouts, onLine })];
    }),
  );
  const running = new Set<Promise<InvokeResult>>();
  let closing = false;

  function poolOf(spec: FunctionSpec | undefined) {
    return spec && pools.get(spec.name);
  }

  return {
    prepare(functionName, payload, qualifier) {
      const spec = find(functionName, qualifier);
      const pool = poolOf(spec);
      if (spec === undefined || pool === undefined) {
        return functionNotFound(qualifier === undefined ? functionName : `${functionName}:${qualifier}`);
      }
      const event = payload === '' ? '{}' : payload;
      try {
        JSON.parse(event);
      } catch (error) {
        return eventNotJson((error as SyntaxError).message);
      }
      return {
        kind: 'prepared',
        functionName: spec.name,
        run(traceHeader) {
          if (closing) {
            return Promise.resolve(hostFailed('The Lambda host is shutting down.'));
          }
          const invocation = pool.invoke({
            requestId: randomUUID(),
            payload: event,
            traceHeader,
            crashes: crash?.(spec.name) === true,
          });
          const forget = () => running.delete(invocation);
          running.add(invocation);
          invocation.then(forget, forget);
          return invocation;
        },
      };
    },
    async replaceCode(functionName, build, signal) {
      const pool = poolOf(find(functionName));
      if (pool === undefined) {
        throw new RangeError(`There is no function ${functionName}.`);
      }
      return pool.replaceCode(build, signal);
    },
    async killInstances(functionName, most) {
      return (await poolOf(find(functionName))?.kill(most)) ?? 0;
    },
    async close() {
      closing = true;
      await Promise.allSettled(running);
      await Promise.all([...pools.values()].map((pool) => pool.kill(Infinity)));
    },
  };
}
