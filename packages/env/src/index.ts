export { hostNames, origins } from './comma-lists.ts';
export { issuerUrl } from './issuer-url.ts';
export { ConfigError, loadEnv } from './load-env.ts';
export { isLoopback } from './loopback.ts';
export { nonEmpty } from './non-empty.ts';
export { port } from './port.ts';
