import pLimit from 'p-limit';

import type { FunctionSpec } from '../model.ts';
import { startInstance, type Instance } from './instance.ts';
import type { OnLine } from './instance-log.ts';
import { UNRESERVED_CONCURRENCY } from './invoke-limits.ts';
import type { InvokeResult } from './invoke-result.ts';
import { limitInstances } from './limit-instances.ts';
import { throttled } from './refusals.ts';
import type { InvocationMessage } from './runtime/messages.ts';

export interface InstancePoolOptions {
  readonly spec: FunctionSpec;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: OnLine;
}

/**
 * The instances of one function: reused when idle, started on demand. Further events wait for a free one, where Lambda would start another,
 * up to the concurrency limit.
 */
export interface InstancePool {
  invoke(invocation: InvocationMessage): Promise<InvokeResult>;
  /**
   * Kills up to `most` instances, busy ones first. Resolves to the number of events that this interrupted.
   */
  kill(most: number): Promise<number>;
}

export function createInstancePool({ spec, environment, onLine }: InstancePoolOptions): InstancePool {
  const concurrency = spec.reservedConcurrency ?? UNRESERVED_CONCURRENCY;
  const limit = pLimit(limitInstances(spec));
  const instances = new Set<Instance>();
  const idle: Instance[] = [];

  function start(): Instance {
    const instance = startInstance({ spec, environment, onLine, onExit: () => instances.delete(instance) });
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
        const instance = takeIdle() ?? start();
        const answer = await instance.invoke(invocation);
        idle.push(instance);
        return answer;
      });
    },
    async kill(most) {
      const victims = [...instances].toSorted((a, b) => Number(b.busy) - Number(a.busy)).slice(0, most);
      const busy = victims.filter((instance) => instance.busy).length;
      await Promise.all(victims.map((instance) => instance.kill()));
      return busy;
    },
  };
}
