/** Methods that all answer asynchronously, as a port's do. */
type Asynchronous<T> = {
  readonly [Name in keyof T]: (...args: never[]) => Promise<unknown> | AsyncIterable<unknown>;
};

/**
 * Stands in for an object until one of its methods is called, and only then loads it, once. So code that few events
 * need, and its client, don't lengthen every cold start.
 *
 * A copy of it (`{ ...late }`) would have no methods, so an attempt throws a `TypeError`.
 */
export function loadLate<T extends Asynchronous<T>>(load: () => Promise<T>): T {
  const loadOnce = once(load);
  return new Proxy({} as T, {
    get(_, name) {
      // A promise that resolves to this object asks for it.
      if (name === 'then') {
        return undefined;
      }
      return (...args: never[]) => {
        const answer = loadOnce().then((loaded) => loaded[name as keyof T](...args));
        return Object.assign(answer, {
          async *[Symbol.asyncIterator]() {
            yield* (await answer) as AsyncIterable<unknown>;
          },
        });
      };
    },
    ownKeys() {
      throw new TypeError('An object that is loaded late has no keys yet: call its methods.');
    },
  });
}

/** Makes a function that loads something once. A load that failed, as when too many files are open, is tried again by the next call. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
