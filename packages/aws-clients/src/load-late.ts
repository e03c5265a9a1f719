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

/** Makes a function that answers what its first call answered. */
export function once<T>(answer: () => T): () => T {
  let first: { readonly value: T } | undefined;
  return () => {
    first ??= { value: answer() };
    return first.value;
  };
}
