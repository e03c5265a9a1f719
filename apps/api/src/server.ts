import { ConfigError } from '@async-catalog/env';
import { createApi } from './create-api.ts';
import { createDeps } from './create-deps.ts';
import { addConsole } from './node/console/add-console.ts';
import { createPinoLog } from './node/pino-log.ts';
import { serve } from './node/serve.ts';
import { loadServerConfig } from './node/server-config.ts';

try {
  const config = loadServerConfig();
  const log = createPinoLog(config.log);
  const closing = new AbortController();
  const deps = { ...createDeps(config, log), closing: closing.signal };
  if (config.access === undefined) {
    log.info('Open to everybody on this machine, because AUTH_ISSUER and AUTH_AUDIENCE are not set', {});
  }
  const api = createApi(deps);
  if (config.console !== undefined) {
    addConsole(api, config.console);
  }
  serve(api, config, () => closing.abort());
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`Wrong configuration: ${error.message}\n`);
  process.exitCode = 2;
}
