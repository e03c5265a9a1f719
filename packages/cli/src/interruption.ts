import { EXIT } from './errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts at the first Ctrl-C, so that the command can say what goes on; a second one ends this process at once. */
export function catchInterruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      process.exit(EXIT.interrupted);
    }
    controller.abort();
  };
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  return controller.signal;
}
