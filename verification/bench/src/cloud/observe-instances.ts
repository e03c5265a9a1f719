import type { Worker } from 'node:worker_threads';

/** Observations of a function's instances since the last report. */
export interface FunctionUse {
  readonly invocations: number;
  /** Billed milliseconds of each event: from start to end, including waits but not loading. */
  readonly durationsMs: readonly number[];
  /** One instance's memory: V8's heap, and memory outside of it. */
  readonly peakBytes: number;
}

const SAMPLE_MS = 100;

/** Watches the threads in which the embedded Lambda runs functions: events, answers and memory. */
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
    // Not before it runs: until then it has no heap to ask about.
    worker.once('online', () => workers.set(worker, name));
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
