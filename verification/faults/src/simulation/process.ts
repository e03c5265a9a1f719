import { AsyncLocalStorage } from 'node:async_hooks';

/** One run of one function, which can be stopped dead anywhere: from then on, nothing that it awaits ever comes. */
export interface Process {
  /** For a reader: `ProductSaverWorker 3`. */
  readonly name: string;
  /** As a Lambda request id. */
  readonly id: string;
  readonly dead: boolean;
  /** Aborts when it dies. */
  readonly died: AbortSignal;
  die(): void;
  /** It has answered, or is dead. */
  readonly over: boolean;
  end(): void;
  /** Something went wrong in it or for it that wasn't of its own making. */
  readonly troubled: boolean;
  trouble(): void;
}

const running = new AsyncLocalStorage<Process>();

export function createProcess(functionName: string, number: number): Process {
  const death = new AbortController();
  let troubled = false;
  let ended = false;
  return {
    name: `${functionName} ${number}`,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    get dead() {
      return death.signal.aborted;
    },
    died: death.signal,
    die: () => death.abort(),
    get over() {
      return ended || death.signal.aborted;
    },
    end() {
      ended = true;
    },
    get troubled() {
      return troubled || death.signal.aborted;
    },
    trouble() {
      troubled = true;
    },
  };
}

/** Runs `work` so that each call to AWS that it makes is known to be this process's. */
export function runIn<T>(process: Process, work: () => Promise<T>): Promise<T> {
  return running.run(process, work);
}

/** @throws {Error} outside of `runIn`. */
export function currentProcess(): Process {
  const process = running.getStore();
  if (process === undefined) {
    throw new Error('what was done was done by no process');
  }
  return process;
}
