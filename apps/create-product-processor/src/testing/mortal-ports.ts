import type { Ports } from './intake-service.ts';

export interface Death {
  readonly at: 'before' | 'after';
  /** A call of one of the ports, by its name. */
  readonly call: 'create' | 'takeOver' | 'markQueued' | 'put' | 'send';
}

/**
 * The ports of a process that is killed before or after it makes a call: from then on none of its calls gets anywhere, those of
 * tidying up included.
 */
export function mortalPorts({ submissions, queue, rejectedItems }: Ports, { at, call }: Death): Ports {
  let dead = false;
  const mortal = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get:
        (target, name) =>
        async (...args: unknown[]): Promise<unknown> => {
          dead ||= name === call && at === 'before';
          const result = dead ? undefined : await (Reflect.get(target, name) as CallableFunction)(...args);
          dead ||= name === call;
          if (dead) {
            throw new Error(`Killed ${at} ${call}`);
          }
          return result;
        },
    });
  return { submissions: mortal(submissions), queue: mortal(queue), rejectedItems: mortal(rejectedItems) };
}
