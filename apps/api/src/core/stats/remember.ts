/** Shares a read, and then its value for `forMs` from when it began. A failure isn't kept. */
export function remember<Value>(
  read: () => Promise<Value>,
  { forMs, now }: { readonly forMs: number; readonly now: () => Date },
): () => Promise<Value> {
  let latest:
    | { readonly value: Promise<Value>; readonly begunMs: number; readonly pending: boolean }
    | undefined;

  function isFresh({ begunMs, pending }: NonNullable<typeof latest>, nowMs: number): boolean {
    // A clock that was set back makes no value last longer.
    return pending || (nowMs >= begunMs && nowMs < begunMs + forMs);
  }

  async function begin(begunMs: number): Promise<Value> {
    try {
      // Also what it throws at once comes after `latest` is set.
      const value = await Promise.try(read);
      latest = { value: Promise.resolve(value), begunMs, pending: false };
      return value;
    } catch (error) {
      latest = undefined;
      throw error;
    }
  }

  return () => {
    const nowMs = now().getTime();
    if (latest === undefined || !isFresh(latest, nowMs)) {
      latest = { value: begin(nowMs), begunMs: nowMs, pending: true };
    }
    return latest.value;
  };
}
