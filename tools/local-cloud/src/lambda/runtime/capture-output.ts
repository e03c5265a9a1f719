type Stream = 'stdout' | 'stderr';

/**
 * Sends what the function writes by the same port as its answers, so that the host has all of it, in order, before
 * the answer. A worker's own streams are sent later, and not at all if it dies.
 */
export function captureOutput(send: (stream: Stream, text: string) => void): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (
      chunk: string | Uint8Array,
      encodingOrDone?: BufferEncoding | ((error?: Error | null) => void),
      done?: (error?: Error | null) => void,
    ): boolean => {
      const encoding = typeof encodingOrDone === 'string' ? encodingOrDone : 'utf8';
      send(
        stream,
        typeof chunk === 'string' ? Buffer.from(chunk, encoding).toString() : Buffer.from(chunk).toString(),
      );
      queueMicrotask(() => (typeof encodingOrDone === 'function' ? encodingOrDone : done)?.());
      return true;
    };
  }
}
