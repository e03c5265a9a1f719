const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const KILLED = 137;

/** Aborts `signal` on the first Ctrl-C, for an orderly end, and kills this process on the second. */
export function catchInterruption(): {
  readonly signal: AbortSignal;
  /** Called before the second Ctrl-C ends this process. */
  onSecond(kill: () => void): void;
  dispose(): void;
} {
  const controller = new AbortController();
  let kill: (() => void) | undefined;
  const interrupt = () => {
    if (controller.signal.aborted) {
      kill?.();
      process.exit(KILLED);
    }
    controller.abort();
  };
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  return {
    signal: controller.signal,
    onSecond: (callback) => {
      kill = callback;
    },
    dispose: () => SIGNALS.forEach((signal) => process.off(signal, interrupt)),
  };
}
