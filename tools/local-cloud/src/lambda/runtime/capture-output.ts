type Stream = 'stdout' | 'stderr';

/**
 * Sends the function's output through the same port as its answers, so that the host gets it in order and
 * before the answer. A worker's own streams arrive later, or never if it dies.
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
