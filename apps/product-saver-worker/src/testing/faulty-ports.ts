import type { HandleBatchDeps } from '../core/ports.ts';
import type { HandleEventDeps } from '../sqs/handle-event.ts';

export type Ports = Pick<
  HandleBatchDeps,
  'products' | 'submissions' | 'reports' | 'imports' | 'importQueue'
> &
  Pick<HandleEventDeps, 'queue' | 'deadLetters'>;

/**
 * Called with a call's name (`settle`, `putPart` …) before the port makes it, and again after, before the
 * worker has the answer.
 */
export type AtStep = (name: string, phase: 'before' | 'after') => Promise<void> | void;

/**
 * Wraps ports with `atStep` around each call. If it throws, the call fails; if it never resolves, the worker
 * is dead.
 */
export function createFaultyPorts(
  { products, submissions, reports, imports, importQueue, queue, deadLetters }: Ports,
  atStep: AtStep,
): Ports {
  function faulty<P extends object>(port: P): P {
    return new Proxy(port, {
      get(target, name, receiver) {
        const call = Reflect.get(target, name, receiver) as (...given: unknown[]) => unknown;
        if (name === 'results') {
          // Iterated, not awaited.
          return async function* results(...given: unknown[]) {
            await atStep(name, 'before');
            yield* call(...given) as AsyncIterable<unknown>;
          };
        }
        return async (...given: unknown[]) => {
          await atStep(String(name), 'before');
          const answer: unknown = await call(...given);
          await atStep(String(name), 'after');
          return answer;
        };
      },
    });
  }

  return {
    products: faulty(products),
    submissions: faulty(submissions),
    reports: faulty(reports),
    imports: faulty(imports),
    importQueue: faulty(importQueue),
    queue: faulty(queue),
    deadLetters: faulty(deadLetters),
  };
}
