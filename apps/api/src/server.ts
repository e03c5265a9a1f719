import { createApp } from './app.ts';
import { ConfigError, loadServerConfig } from './config.ts';
import { createDeps } from './create-deps.ts';
import { serve } from './serve.ts';

try {
  const config = loadServerConfig();
  serve(createApp(createDeps(config)), config);
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`Wrong configuration: ${error.message}\n`);
  process.exitCode = 2;
}
