/** Waits for a time, or until the network is back, whichever comes first. Rejects when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const stop = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Waits while the tab is hidden: nobody looks, so nothing has to be read. Rejects when the signal aborts. */
export async function untilVisible(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!document.hidden) {
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const end = (): void => {
      document.removeEventListener('visibilitychange', check);
      signal.removeEventListener('abort', stop);
    };
    const check = (): void => {
      if (!document.hidden) {
        end();
        resolve();
      }
    };
    const stop = (): void => {
      end();
      reject(signal.reason as Error);
    };
    document.addEventListener('visibilitychange', check);
    signal.addEventListener('abort', stop);
  });
}
