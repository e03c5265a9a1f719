import { EXIT } from './errors.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Errors of a pipe whose reader has gone, as `head` does, and of a terminal that was closed. */
const READER_GONE: ReadonlySet<string | undefined> = new Set(['EPIPE', 'EIO']);

export interface Interruption {
  /** Aborts at the first Ctrl-C, and when the output can't be written any more. */
  readonly signal: AbortSignal;
  /** True once the output can't be written any more. */
  readonly isOutputLost: () => boolean;
}

/**
 * Lets a command end in order, and say what goes on, at Ctrl-C, of which a second one ends this process at once; and where what it
 * says gets lost, which decides the exit code.
 */
export function catchInterruption(): Interruption {
  const controller = new AbortController();
  let isOutputLost = false;
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      process.exit(EXIT.interrupted);
    }
    controller.abort();
  };
  SIGNALS.forEach((signal) => process.on(signal, interrupt));

  const loseOutput = ({ code, message }: NodeJS.ErrnoException): void => {
    // Each write fails. Ctrl-C ends the reader, too.
    if (controller.signal.aborted) {
      return;
    }
    isOutputLost = true;
    const isReaderGone = READER_GONE.has(code);
    // Later than whatever the command sets it to.
    process.once('exit', () => {
      process.exitCode = isReaderGone ? EXIT.outputClosed : EXIT.impossible;
    });
    controller.abort();
    if (!isReaderGone) {
      process.stderr.write(`The output can't be written: ${message}\n`);
    }
  };
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', loseOutput));
  return { signal: controller.signal, isOutputLost: () => isOutputLost };
}
