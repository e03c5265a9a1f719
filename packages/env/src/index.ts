export { ConfigError, loadEnv } from './load-env.ts';
export { isLoopback } from './loopback.ts';
export { issuerUrl, nonEmpty, port } from './schemas.ts';
