import { LOG_TAIL_BYTES } from './invoke-limits.ts';

/** Called with a line, and the time at which its end was written. */
export type OnLine = (line: string, atMs: number) => void;

export interface InstanceLog {
  /** Adds text as it was written: part of a line, or several lines. */
  write(stream: 'stdout' | 'stderr', text: string, atMs: number): void;
  /** Ends unfinished lines, and returns the tail of everything written since the last call. */
  takeTail(): string;
}

/** Cuts an instance's output into lines, and keeps its end for `X-Amz-Log-Result`. */
export function createInstanceLog(onLine: OnLine): InstanceLog {
  const begun = { stdout: { text: '', atMs: 0 }, stderr: { text: '', atMs: 0 } };
  let tail = '';
  return {
    write(stream, text, atMs) {
      // A character is at least one byte, so this many are always enough.
      tail = (tail + text).slice(-LOG_TAIL_BYTES);
      const lines = (begun[stream].text + text).split('\n');
      begun[stream] = { text: lines.pop() ?? '', atMs };
      lines.forEach((line) => onLine(line, atMs));
    },
    takeTail() {
      for (const stream of ['stdout', 'stderr'] as const) {
        const { text, atMs } = begun[stream];
        if (text !== '') {
          onLine(text, atMs);
        }
        begun[stream] = { text: '', atMs: 0 };
      }
      const taken = tail;
      tail = '';
      return taken;
    },
  };
}
