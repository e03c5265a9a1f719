import { LOG_TAIL_BYTES } from './invoke-limits.ts';

export interface InstanceLog {
  /** Adds text as it was written: part of a line, or several lines. */
  write(stream: 'stdout' | 'stderr', text: string): void;
  /** Ends unfinished lines, and returns the tail of everything written since the last call. */
  takeTail(): string;
}

/** Cuts an instance's output into lines, and keeps its end for `X-Amz-Log-Result`. */
export function createInstanceLog(onLine: (line: string) => void): InstanceLog {
  const begun = { stdout: '', stderr: '' };
  let tail = '';
  return {
    write(stream, text) {
      // A character is at least one byte, so this many are always enough.
      tail = (tail + text).slice(-LOG_TAIL_BYTES);
      const lines = (begun[stream] + text).split('\n');
      begun[stream] = lines.pop() ?? '';
      lines.forEach((line) => onLine(line));
    },
    takeTail() {
      for (const stream of ['stdout', 'stderr'] as const) {
        if (begun[stream] !== '') {
          onLine(begun[stream]);
        }
        begun[stream] = '';
      }
      const taken = tail;
      tail = '';
      return taken;
    },
  };
}
