import type { IncomingMessage } from 'node:http';

/** Bytes of an unread body that are taken after its answer; a client that sends more is cut off. */
const MAX_DRAINED_BYTES = 64 * 1024 * 1024;

/**
 * Takes and drops what is left of an answered request. Closing the connection at once would reset it, and a client
 * that reads only after it has sent everything would never see the answer. `requestTimeout` bounds the time.
 */
export function drain(incoming: IncomingMessage): void {
  if (incoming.complete) {
    return;
  }
  let bytes = 0;
  // The app's stream no longer reads, and would keep what it is given.
  incoming.removeAllListeners('data');
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > MAX_DRAINED_BYTES) {
      incoming.socket.destroy();
    }
  });
  incoming.resume();
}
