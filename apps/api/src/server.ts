import { createPinoLog } from './adapters/pino-log.ts';
import { createApp } from './app.ts';
import { ConfigError } from '@async-catalog/env';
import { loadServerConfig } from './config.ts';
import { createDeps } from './create-deps.ts';
import { serve } from './serve.ts';

try {
  const config = loadServerConfig();
  const log = createPinoLog(config.log);
  const deps = createDeps(config, log);
  if (config.access === undefined) {
    log.info('Open to everybody on this machine: AUTH_ISSUER and AUTH_AUDIENCE are not set', {});
  }
  serve(createApp(deps), config);
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`Wrong configuration: ${error.message}\n`);
  process.exitCode = 2;
}
