import type { Worker } from 'node:worker_threads';

/** What was seen of a function's instances since the last time. */
export interface FunctionUse {
  readonly invocations: number;
  /** Milliseconds from each event's start to its end, waiting included: what Lambda bills, loading left out. */
  readonly durationsMs: readonly number[];
  /** Of one instance: V8's heap, and what it holds outside of it. */
  readonly peakBytes: number;
}

const SAMPLE_MS = 100;

/** Watches the threads that the embedded Lambda runs functions in: what goes in, what comes out, what they hold. */
export function observeInstances() {
  const workers = new Map<Worker, string>();
  const uses = new Map<string, { durationsMs: number[]; peakBytes: number }>();
  const useOf = (name: string) => {
    const use = uses.get(name) ?? { durationsMs: [], peakBytes: 0 };
    uses.set(name, use);
    return use;
  };

  process.on('worker', (worker: Worker) => {
    const name = worker.threadName ?? '';
    workers.set(worker, name);
    worker.once('exit', () => workers.delete(worker));
    let startedAt = 0;
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (...args: Parameters<Worker['postMessage']>) => {
      startedAt = performance.now();
      post(...args);
    };
    worker.on('message', ({ type }: { type?: string }) => {
      if (type === 'result' || type === 'error') {
        useOf(name).durationsMs.push(performance.now() - startedAt);
      }
    });
  });

  async function sample(worker: Worker, name: string): Promise<void> {
    const heap = await worker.getHeapStatistics();
    const bytes = heap.total_physical_size + heap.external_memory + heap.malloced_memory;
    const use = useOf(name);
    use.peakBytes = Math.max(use.peakBytes, bytes);
  }
  setInterval(() => {
    for (const [worker, name] of workers) {
      // Rejects when the thread is gone by then.
      sample(worker, name).catch(() => workers.delete(worker));
    }
  }, SAMPLE_MS).unref();

  return {
    take(): Record<string, FunctionUse> {
      const taken = Object.fromEntries(
        [...uses].map(([name, { durationsMs, peakBytes }]) => [
          name,
          { invocations: durationsMs.length, durationsMs, peakBytes },
        ]),
      );
      uses.clear();
      return taken;
    },
  };
}
