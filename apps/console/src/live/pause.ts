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
export function untilVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (!document.hidden) {
        document.removeEventListener('visibilitychange', check);
        resolve();
      }
    };
    signal.addEventListener(
      'abort',
      () => {
        document.removeEventListener('visibilitychange', check);
        reject(signal.reason as Error);
      },
      { once: true },
    );
    document.addEventListener('visibilitychange', check);
    check();
  });
}
