import { CodeError } from '../errors.ts';
import type { FunctionSpec } from '../model.ts';
import { exited, type FunctionError, killed, responseTooLarge, timedOut } from './function-error.ts';
import { createInstanceLog, type OnLine } from './instance-log.ts';
import { INIT_TIMEOUT_MS, MAX_RESPONSE_BYTES } from './invoke-limits.ts';
import type { InvokeAnswer } from './invoke-result.ts';
import type { InvocationMessage, RuntimeMessage } from './runtime/messages.ts';
import { startRuntime } from './start-runtime.ts';

export interface InstanceOptions {
  readonly spec: FunctionSpec;
  /** Endpoints, region and credentials; the template's variables come from `spec`. */
  readonly environment: Readonly<Record<string, string>>;
  /** False lets it take any time to load and to answer: a debugger may hold it. */
  readonly timeouts: boolean;
  readonly onLine: OnLine;
  readonly onExit: () => void;
}

/** An execution environment: a thread that has loaded the function and takes one event at a time. */
export interface Instance {
  /** `false` as soon as it has been asked to end. */
  readonly alive: boolean;
  readonly busy: boolean;
  /** Resolves when it has loaded the function; rejects with {@link CodeError} if it can't. */
  readonly loaded: Promise<void>;
  /** Resolves when the thread has ended. */
  readonly ended: Promise<void>;
  invoke(invocation: InvocationMessage): Promise<InvokeAnswer>;
  /**
   * Ends the thread whatever it is doing. Its current event is answered with `Runtime.ExitError`, and `loaded` rejects with the reason if it
   * hadn't loaded.
   */
  kill(reason?: Error): Promise<void>;
}

/** Starts the thread. An error while it loads is the answer to its first event. */
export function startInstance({ spec, environment, timeouts, onLine, onExit }: InstanceOptions): Instance {
  const worker = startRuntime(spec, environment);
  const timeoutMs = spec.timeoutSeconds * 1000;
  const log = createInstanceLog(onLine);
  const loaded = Promise.withResolvers<void>();
  // Only who waits for it wants to know; an event gets the same error as its answer.
  loaded.promise.catch(() => {});
  const ended = Promise.withResolvers<void>();
  let ready = false;
  let alive = true;
  let current: { readonly requestId: string; resolve(answer: InvokeAnswer): void } | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** Reason why the thread is ending. Once it is set, messages from the thread are ignored. */
  let causeOfDeath: ((requestId: string) => FunctionError) | undefined;

  function answer(payload: string, functionError?: 'Unhandled'): void {
    clearTimeout(timer);
    const logTail = log.takeTail();
    const answered = current;
    current = undefined;
    answered?.resolve({
      kind: 'answered',
      requestId: answered.requestId,
      payload,
      logTail,
      ...(functionError && { functionError }),
    });
  }

  function end(cause: (requestId: string) => FunctionError): Promise<unknown> {
    alive = false;
    causeOfDeath ??= cause;
    return worker.terminate();
  }

  function startTimer(limitMs: number): void {
    clearTimeout(timer);
    if (!timeouts) {
      return;
    }
    timer = setTimeout(() => void end((requestId) => timedOut(requestId, spec.timeoutSeconds)), limitMs);
  }

  worker.on('message', (message: RuntimeMessage) => {
    if (message.type === 'log') {
      log.write(message.stream, message.text, message.atMs);
    } else if (message.type === 'ready') {
      ready = true;
      loaded.resolve();
      if (current) {
        startTimer(timeoutMs);
      }
    } else if (causeOfDeath === undefined) {
      // A thread that failed to load exits without being asked.
      if (message.type === 'initError') {
        alive = false;
        loaded.reject(CodeError.from(message.payload));
      }
      if (message.type !== 'result') {
        answer(message.payload, 'Unhandled');
      } else if (Buffer.byteLength(message.payload) > MAX_RESPONSE_BYTES) {
        answer(JSON.stringify(responseTooLarge(MAX_RESPONSE_BYTES)), 'Unhandled');
      } else {
        answer(message.payload);
      }
    }
  });
  worker.on('error', (error: Error) => {
    log.write('stderr', `${error.stack}\n`, Date.now());
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      causeOfDeath ??= killed;
    }
  });
  worker.on('exit', (exitCode) => {
    alive = false;
    if (current) {
      const error = causeOfDeath?.(current.requestId) ?? exited(current.requestId, exitCode);
      log.write('stderr', `${error.errorMessage}\n`, Date.now());
      answer(JSON.stringify(error), 'Unhandled');
    }
    log.takeTail();
    loaded.reject(new CodeError(`It ended with exit code ${exitCode} before it had loaded.`));
    onExit();
    ended.resolve();
  });

  return {
    get alive() {
      return alive;
    },
    get busy() {
      return current !== undefined;
    },
    loaded: loaded.promise,
    ended: ended.promise,
    invoke(invocation) {
      return new Promise((resolve) => {
        current = { requestId: invocation.requestId, resolve };
        startTimer(ready ? timeoutMs : INIT_TIMEOUT_MS + timeoutMs);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- for windows; a thread has no origin
        worker.postMessage(invocation);
      });
    },
    async kill(reason) {
      if (reason !== undefined) {
        loaded.reject(reason);
      }
      await end(killed);
    },
  };
}
