import { destination, pino } from 'pino';
import type { Log } from '../core/deps.ts';

/**
 * The server's log: JSON lines on stdout with the fields that Powertools gives the functions' lines. Written beside the requests, as many
 * lines at once as have come up meanwhile; what is left is written when the process exits, unless nobody reads stdout by then. On Lambda, Powertools it is: there, what isn't
 * written before the answer waits, frozen, for the next request.
 */
export function createPinoLog({ service, level }: { service: string; level: string }): Log {
  const logger = pino(
    {
      base: { service },
      level: level.toLowerCase(),
      messageKey: 'message',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
      serializers: { error: describe },
    },
    destination({ dest: 1, sync: false }),
  );
  return {
    info: (message, fields) => logger.info(fields, message),
    error: (message, fields) => logger.error(fields, message),
  };
}

function describe(error: unknown): unknown {
  return error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack, cause: describe(error.cause) }
    : error;
}
