import { SingleBar } from 'cli-progress';

/** Progress on the terminal. */
export interface Progress {
  /** Starts a new bar. */
  readonly start: (title: string, total: number) => void;
  readonly step: (detail: string) => void;
  readonly stop: () => void;
  readonly print: (line: string) => void;
}

/** Shows a bar on a terminal, or a line for each part in a pipe. */
export function createProgress(output: NodeJS.WriteStream): Progress {
  let bar: SingleBar | undefined;
  const print = (line: string): void => void output.write(`${line}\n`);
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    print,
    stop,
    start(title, total) {
      stop();
      if (!output.isTTY) {
        print(`${title}: ${total} measurements`);
        return;
      }
      bar = new SingleBar({
        format: `${title} {bar} {value}/{total} · {eta_formatted} left · {detail}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        etaBuffer: 50,
        stream: output,
      });
      bar.start(total, 0, { detail: '' });
    },
    step(detail) {
      bar?.increment({ detail });
    },
  };
}
