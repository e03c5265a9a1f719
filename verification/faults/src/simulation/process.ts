import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * One invocation of a function, which can crash at any call: from then on, nothing that it awaits resolves.
 */
export interface Process {
  /** Readable name, such as `worker 3`. */
  readonly name: string;
  /** Milliseconds by which its clock is ahead. */
  readonly clockSkewMs: number;
  /** Time at which it was created. */
  readonly startedAt: number;
  /** Writes records as the earlier version of its function did. */
  readonly isEarlierVersion: boolean;
  /** Its Lambda request id. */
  readonly id: string;
  readonly crashed: boolean;
  /** Aborts when the process crashes. */
  readonly crashSignal: AbortSignal;
  crash(): void;
  /** Whether it completed or crashed. */
  readonly ended: boolean;
  end(): void;
  /** Whether a fault struck that can keep the process from recording what it did. */
  readonly disrupted: boolean;
  disrupt(): void;
}

const running = new AsyncLocalStorage<Process>();

export function createProcess(
  functionName: string,
  number: number,
  {
    clockSkewMs,
    isEarlierVersion,
    startedAt,
  }: Pick<Process, 'clockSkewMs' | 'isEarlierVersion' | 'startedAt'>,
): Process {
  const crash = new AbortController();
  let disrupted = false;
  let ended = false;
  return {
    name: `${functionName} ${number}`,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    clockSkewMs,
    isEarlierVersion,
    startedAt,
    get crashed() {
      return crash.signal.aborted;
    },
    crashSignal: crash.signal,
    crash: () => crash.abort(),
    get ended() {
      return ended || crash.signal.aborted;
    },
    end() {
      ended = true;
    },
    get disrupted() {
      return disrupted || crash.signal.aborted;
    },
    disrupt() {
      disrupted = true;
    },
  };
}

/** Runs `work` so that every call to AWS in it belongs to this process. */
export function runIn<T>(process: Process, work: () => Promise<T>): Promise<T> {
  return running.run(process, work);
}

/** Milliseconds by which the clock is ahead that the running code reads. */
export function currentClockSkewMs(): number {
  return running.getStore()?.clockSkewMs ?? 0;
}

/** @throws {Error} outside of `runIn`. */
export function currentProcess(): Process {
  const process = running.getStore();
  if (process === undefined) {
    throw new Error('called outside of any process');
  }
  return process;
}
