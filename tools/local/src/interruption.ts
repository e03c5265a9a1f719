const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const KILLED = 137;

/** The first Ctrl-C asks to end in order: `signal` is aborted. The second kills. */
export function catchInterruption(): {
  readonly signal: AbortSignal;
  /** Is called before the second one ends this process. */
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
