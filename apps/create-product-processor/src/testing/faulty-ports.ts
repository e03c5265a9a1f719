import { DependencyError } from '../core/accepting/dependency-error.ts';
import type { Ports } from './intake-service.ts';

/** A call of one of the ports, by its name. */
type CallName = 'create' | 'takeOver' | 'markQueued' | 'put' | 'send';

export interface Death {
  readonly at: 'before' | 'after';
  readonly call: CallName;
}

/**
 * The ports of a process that is killed before or after it makes a call: from then on none of its calls gets anywhere, those of
 * tidying up included.
 */
export function mortalPorts(ports: Ports, { at, call }: Death): Ports {
  let dead = false;
  return intercept(ports, async (name, run) => {
    dead ||= name === call && at === 'before';
    const result = dead ? undefined : await run();
    dead ||= name === call;
    if (dead) {
      throw new Error(`Killed ${at} ${call}`);
    }
    return result;
  });
}

/** Ports one call of which does its work, only the answer doesn't come. */
export function answerLosingPorts(ports: Ports, call: CallName): Ports {
  return intercept(ports, async (name, run) => {
    const result = await run();
    if (name === call) {
      throw new DependencyError('network', new Error('socket hang up'));
    }
    return result;
  });
}

type Around = (name: string | symbol, run: () => Promise<unknown>) => Promise<unknown>;

function intercept({ submissions, queue, rejectedItems }: Ports, around: Around): Ports {
  const intercepted = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get:
        (target, name) =>
        (...args: unknown[]) =>
          around(name, () =>
            (Reflect.get(target, name) as (...given: unknown[]) => Promise<unknown>)(...args),
          ),
    });
  return {
    submissions: intercepted(submissions),
    queue: intercepted(queue),
    rejectedItems: intercepted(rejectedItems),
  };
}
