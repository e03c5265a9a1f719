import { destination, pino } from 'pino';
import type { Log } from '../deps.ts';

/**
 * Logs JSON lines to stdout, with the fields that Powertools uses. It writes in the background and at exit;
 * Lambda may freeze the process before that, so Powertools logs there.
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
