/** Resolves when the dependency is in reach; rejects when it isn't, or when the signal says that the time is up. */
export type Check = (signal: AbortSignal) => Promise<unknown>;

export interface OutOfReach {
  readonly name: string;
  readonly error: unknown;
}

/** Tries every dependency at once, each within the same time; resolves to those out of reach. */
export function createReadiness(
  checks: Readonly<Record<string, Check>>,
  timeoutMs: number,
): () => Promise<OutOfReach[]> {
  return async () => {
    const names = Object.keys(checks);
    const signal = AbortSignal.timeout(timeoutMs);
    const results = await Promise.allSettled(Object.values(checks).map((check) => check(signal)));
    return results.flatMap((result, index) =>
      result.status === 'rejected' ? [{ name: names[index] ?? '', error: result.reason as unknown }] : [],
    );
  };
}
