import type { Ports } from './memory-ports.ts';

/** Tells before each call, and after it, whether the invocation dies there. */
export type DiesAt = (call: string, moment: 'before' | 'after') => boolean;

/** Creates ports of an invocation that can die: from then on nothing it calls has an effect, or returns. */
export function createCrashingPorts(ports: Ports, diesAt: DiesAt): Ports {
  let isDead = false;
  const live = (call: string, moment: 'before' | 'after'): void => {
    isDead ||= diesAt(call, moment);
    if (isDead) {
      throw new Error(`died ${moment} ${call}`);
    }
  };
  const crashing = <Port extends object>(port: Port, name: string): Port =>
    new Proxy(port, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function' || method === 'open' || method === 'read') {
          return value;
        }
        return async (...args: unknown[]): Promise<unknown> => {
          const call = `${name}.${String(method)}`;
          live(call, 'before');
          const result: unknown = await Reflect.apply(value, target, args);
          live(call, 'after');
          return result;
        };
      },
    });
  return {
    ...ports,
    imports: crashing(ports.imports, 'imports'),
    processor: crashing(ports.processor, 'processor'),
    submissions: crashing(ports.submissions, 'submissions'),
    dryChunks: crashing(ports.dryChunks, 'dryChunks'),
    queue: crashing(ports.queue, 'queue'),
    messages: crashing(ports.messages, 'messages'),
    files: {
      settlementsOf: (id, file) => crashing(ports.files, 'files').settlementsOf(id, file),
      open: (record, file, settlements) => crashing(ports.files.open(record, file, settlements), file),
    },
  };
}
