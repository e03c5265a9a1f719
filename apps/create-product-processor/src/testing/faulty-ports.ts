import { UnavailableError } from '../core/errors.ts';
import type { Ports } from './intake-service.ts';

/** Name of a method of the ports. */
type CallName = 'create' | 'add' | 'takeOver' | 'markQueued' | 'markComplete' | 'noteRetry' | 'put' | 'send';

/** Moment at which a process is killed. */
export interface Crash {
  readonly at: 'before' | 'after';
  readonly call: CallName;
}

/**
 * Builds the ports of a process that is killed before or after a call: none of its later calls is made, not
 * even to clean up.
 */
export function crashingPorts(ports: Ports, { at, call }: Crash): Ports {
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

/** Builds ports that lose the response to one call after it has done its work. */
export function answerLosingPorts(ports: Ports, call: CallName): Ports {
  return intercept(ports, async (name, run) => {
    const result = await run();
    if (name === call) {
      throw new UnavailableError('network', new Error('socket hang up'));
    }
    return result;
  });
}

type Around = (name: string | symbol, run: () => Promise<unknown>) => Promise<unknown>;

/** Leaves the limiter as it is: none of its calls changes what becomes of a submission. */
function intercept(
  { submissions, lists, queue, rejectedItems, reportParts, limiterOf }: Ports,
  around: Around,
): Ports {
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
    lists: intercepted(lists),
    queue: intercepted(queue),
    rejectedItems: intercepted(rejectedItems),
    reportParts: intercepted(reportParts),
    limiterOf,
  };
}
