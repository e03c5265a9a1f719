import { LOG_TAIL_BYTES } from './invoke-limits.ts';

export interface InstanceLog {
  /** Takes text as it was written: any part of a line, or several. */
  write(stream: 'stdout' | 'stderr', text: string): void;
  /** Ends the lines that have begun, and returns the end of what was written since the last call. */
  takeTail(): string;
}

/** Cuts an instance's output into lines, and keeps its end for `X-Amz-Log-Result`. */
export function createInstanceLog(onLine: (line: string) => void): InstanceLog {
  const begun = { stdout: '', stderr: '' };
  let tail = '';
  return {
    write(stream, text) {
      // A character is at least one byte, so these are never too few.
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
