import { destination, pino } from 'pino';
import type { Log } from '../deps.ts';

/**
 * Logs JSON lines to stdout, with the fields that Powertools uses. Each line is written at once: what waits until the process exits is lost
 * when it is killed, and keeps it alive for ever when nobody reads it (https://github.com/pinojs/sonic-boom/blob/v4.2.1/index.js#L545).
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
    destination({ dest: 1, sync: true }),
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
