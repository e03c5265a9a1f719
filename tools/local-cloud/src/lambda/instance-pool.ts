import pLimit from 'p-limit';

import { CodeError } from '../errors.ts';
import type { DevelopmentBuild, FunctionSpec } from '../model.ts';
import { startInstance, type Instance } from './instance.ts';
import type { OnLine } from './instance-log.ts';
import { INIT_TIMEOUT_MS, UNRESERVED_CONCURRENCY } from './invoke-limits.ts';
import type { InvokeResult } from './invoke-result.ts';
import { limitInstances } from './limit-instances.ts';
import { throttled } from './refusals.ts';
import type { InvocationMessage } from './runtime/messages.ts';

export interface InstancePoolOptions {
  readonly spec: FunctionSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeouts: boolean;
  readonly onLine: OnLine;
}

/** Code that other code has taken the place of. */
export interface ReplacedCode {
  /** Resolves when the last event that runs it has ended. */
  readonly unused: Promise<unknown>;
}

/**
 * The instances of one function: reused when idle, started on demand. Further events wait for a free one, where Lambda would start another,
 * up to the concurrency limit.
 */
export interface InstancePool {
  invoke(invocation: InvocationMessage): Promise<InvokeResult>;
  /**
   * Gives further events other code, once an instance has loaded it; running events end with theirs. `signal` ends one
   * that is loading.
   *
   * @throws {CodeError} if it doesn't load, and everything stays as it is.
   */
  replaceCode(build: DevelopmentBuild, signal?: AbortSignal): Promise<ReplacedCode>;
  /**
   * Kills up to `most` instances, busy ones first. Resolves to the number of events that this interrupted.
   */
  kill(most: number): Promise<number>;
}

export function createInstancePool(options: InstancePoolOptions): InstancePool {
  const { environment, timeouts, onLine } = options;
  const concurrency = options.spec.reservedConcurrency ?? UNRESERVED_CONCURRENCY;
  const limit = pLimit(limitInstances(options.spec));
  const instances = new Set<Instance>();
  /** Instances of code that was replaced: each ends after its event. */
  const outdated = new WeakSet<Instance>();
  const idle: Instance[] = [];
  let { spec } = options;

  function start(of: FunctionSpec, write = onLine): Instance {
    const onExit = () => instances.delete(instance);
    const instance = startInstance({ spec: of, environment, timeouts, onLine: write, onExit });
    instances.add(instance);
    return instance;
  }

  function takeIdle(): Instance | undefined {
    const instance = idle.pop();
    return instance === undefined || instance.alive ? instance : takeIdle();
  }

  return {
    async invoke(invocation) {
      if (limit.activeCount + limit.pendingCount >= concurrency) {
        return throttled(spec);
      }
      return limit(async () => {
        const instance = takeIdle() ?? start(spec);
        const answer = await instance.invoke(invocation);
        if (outdated.has(instance)) {
          void instance.kill();
        } else {
          idle.push(instance);
        }
        return answer;
      });
    },
    async replaceCode({ codeDirectory, compileCache }, signal) {
      signal?.throwIfAborted();
      const replacement = { ...spec, codeDirectory, development: { compileCache } };
      const held: Parameters<OnLine>[] = [];
      let write: OnLine = (...line) => held.push(line);
      const first = start(replacement, (...line) => write(...line));
      const supersede = () => void first.kill(signal?.reason as Error);
      const late = () =>
        void first.kill(new CodeError(`It did not load within ${INIT_TIMEOUT_MS / 1000} s.`));
      const timer = timeouts ? setTimeout(late, INIT_TIMEOUT_MS) : undefined;
      signal?.addEventListener('abort', supersede);
      await first.loaded.finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', supersede);
      });
      held.forEach((line) => onLine(...line));
      write = onLine;
      // Events may have started instances while it loaded.
      const replaced = [...instances].filter((instance) => instance !== first);
      replaced.forEach((instance) => outdated.add(instance));
      spec = replacement;
      const idleBefore = idle.splice(0, Infinity, first);
      await Promise.all(idleBefore.map((instance) => instance.kill()));
      return { unused: Promise.all(replaced.map(({ ended }) => ended)) };
    },
    async kill(most) {
      const victims = [...instances].toSorted((a, b) => Number(b.busy) - Number(a.busy)).slice(0, most);
      const busy = victims.filter((instance) => instance.busy).length;
      await Promise.all(victims.map((instance) => instance.kill()));
      return busy;
    },
  };
}
