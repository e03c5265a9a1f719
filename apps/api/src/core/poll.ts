const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 2000;

export interface PollDeps {
  readonly now: () => Date;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Reads at growing intervals until the value is one that was waited for; resolves to `undefined` at the
 * deadline. Pauses double, so that even the longest wait takes about 15 reads.
 */
export async function poll<Value>(
  { now, pause }: PollDeps,
  read: () => Promise<Value>,
  isWanted: (value: Value) => boolean,
  { deadline, signal }: { deadline: Date; signal: AbortSignal },
): Promise<Value | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const leftMs = deadline.getTime() - now().getTime();
    if (leftMs <= 0) {
      return undefined;
    }
    await pause(Math.min(pauseMs, leftMs), signal);
    const value = await read();
    if (isWanted(value)) {
      return value;
    }
  }
}
