/**
 * Loaded before the API when it is to be debugged. Only one process can have the inspector's port, so each opens it when it is told the
 * port, closes it when it is told none, and answers when that is done.
 */
import inspector from 'node:inspector';

process.on('message', ({ port }: { port: number | null }) => {
  inspector.close();
  if (port !== null) {
    inspector.open(port, '127.0.0.1');
  }
  process.send?.(inspector.url() ?? null);
});
// To listen must not keep the process.
process.channel?.unref();
